package org.moodlefleet.registry.address;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads IP addresses out of text. */
public final class IpAddress {

    private static final Pattern V4 = Pattern.compile("(?:(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)(?:\\.(?!$)|$)){4}");
    private static final Pattern V6 = Pattern.compile("[0-9A-Fa-f.]*:[0-9A-Fa-f:.]*");
    /** Characters of the longest one. */
    private static final int LONGEST = 64;

    private IpAddress() {}

    /** @return empty when the text is none as the RFCs write them: four decimal numbers, or groups with colons */
    public static Optional<InetAddress> of(String text) {
        if (text.length() > LONGEST
                || !V4.matcher(text).matches() && !V6.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.getByName(text));
        } catch (UnknownHostException e) {
            // colons in the wrong places: nothing else was asked
            return Optional.empty();
        }
    }

    /** Of the length that one subscriber usually has: all of IPv4, the first half of IPv6. */
    public static String ofSubscriber(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (bytes.length == 4) {
            return address.getHostAddress();
        }
        StringBuilder half = new StringBuilder();
        for (int i = 0; i < bytes.length / 2; i += 2) {
            half.append(Integer.toHexString((bytes[i] & 0xff) << 8 | bytes[i + 1] & 0xff))
                    .append(':');
        }
        return half + ":/64";
    }
}

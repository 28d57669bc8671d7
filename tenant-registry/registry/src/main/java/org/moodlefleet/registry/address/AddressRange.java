package org.moodlefleet.registry.address;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.Optional;

/** Addresses that begin with the same bits, as CIDR writes them: {@code 10.1.0.0/16}. */
public final class AddressRange {

    private final byte[] start;
    private final int bits;

    private AddressRange(byte[] start, int bits) {
        this.start = start;
        this.bits = bits;
    }

    /** @param text an address, or one with a slash and the number of its bits that count; empty when it is neither */
    public static Optional<AddressRange> of(String text) {
        String[] parts = text.split("/", -1);
        if (parts.length > 2 || parts.length == 2 && !parts[1].matches("\\d{1,3}")) {
            return Optional.empty();
        }
        return IpAddress.of(parts[0]).map(InetAddress::getAddress).flatMap(start -> {
            int longest = start.length * 8;
            int bits = parts.length == 1 ? longest : Integer.parseInt(parts[1]);
            AddressRange range = new AddressRange(start, bits);
            return bits > longest || !range.isClear() ? Optional.empty() : Optional.of(range);
        });
    }

    public boolean contains(InetAddress address) {
        byte[] other = address.getAddress();
        if (other.length != start.length) {
            return false;
        }
        for (int bit = 0; bit < bits; bit++) {
            if (at(start, bit) != at(other, bit)) {
                return false;
            }
        }
        return true;
    }

    /** Bits that do not count and are written all the same are a slip. */
    private boolean isClear() {
        for (int bit = bits; bit < start.length * 8; bit++) {
            if (at(start, bit) != 0) {
                return false;
            }
        }
        return true;
    }

    private static int at(byte[] address, int bit) {
        return address[bit / 8] >> 7 - bit % 8 & 1;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AddressRange range && bits == range.bits && Arrays.equals(start, range.start);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(start) + bits;
    }
}

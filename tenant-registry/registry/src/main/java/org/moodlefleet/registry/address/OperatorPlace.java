package org.moodlefleet.registry.address;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Addresses at which a program meets its own machine, its link, or what its provider tells each machine in confidence:
 * whoever may name them has it, or Zabbix, ask there in his place. They are the operator's alone.
 */
public final class OperatorPlace {

    private static final Pattern THIS_MACHINE =
            Pattern.compile("(?:.*\\.)?localhost|localhost[46]?(?:\\.localdomain[46]?)?|ip6-(?:localhost|loopback)");
    private static final Pattern METADATA =
            Pattern.compile("metadata(?:\\.google\\.internal|\\.goog)?|instance-data(?:\\.ec2\\.internal)?");

    /** Beside loopback, link-local, multicast and unspecified addresses, which Java knows. */
    private static final List<AddressRange> RANGES = Stream.of(
                    "0.0.0.0/8",
                    "255.255.255.255",
                    // metadata: Alibaba, Azure, Oracle; Amazon and Google by IPv6
                    "100.100.100.200",
                    "168.63.129.16",
                    "192.0.0.192",
                    "fd00:ec2::/32",
                    "fd20:ce::254")
            .map(written -> AddressRange.of(written).orElseThrow())
            .toList();

    private static final AddressRange TRANSLATED =
            AddressRange.of("64:ff9b::/96").orElseThrow();
    private static final AddressRange COMPATIBLE = AddressRange.of("::/96").orElseThrow();
    private static final AddressRange SIX_TO_FOUR = AddressRange.of("2002::/16").orElseThrow();

    private OperatorPlace() {}

    /** @param host as a document has it: a name, or an address in whatever notation a resolver takes */
    public static boolean isNamedBy(String host) {
        String name = plain(host);
        return isName(name)
                || Stream.concat(IpAddress.of(name).stream(), numbers(name)).anyMatch(OperatorPlace::is);
    }

    /** Whether the text is an address, which no name server is asked for. */
    public static boolean isAddress(String host) {
        String name = plain(host);
        return IpAddress.of(name).isPresent() || numbers(name).findAny().isPresent();
    }

    public static boolean is(InetAddress address) {
        return address.isLoopbackAddress()
                || address.isAnyLocalAddress()
                || address.isLinkLocalAddress()
                || address.isMulticastAddress()
                || RANGES.stream().anyMatch(range -> range.contains(address))
                || within(address).map(OperatorPlace::is).orElse(false);
    }

    private static boolean isName(String name) {
        return THIS_MACHINE.matcher(name).matches() || METADATA.matcher(name).matches();
    }

    /** Without brackets, zone and the dot at the end. */
    private static String plain(String host) {
        return host.toLowerCase(Locale.ROOT)
                .replaceAll("^\\[|]$", "")
                .replaceFirst("%.*", "")
                .replaceFirst("\\.+$", "");
    }

    /** The IPv4 address that one of IPv6 stands for. */
    private static Optional<InetAddress> within(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (TRANSLATED.contains(address) || COMPATIBLE.contains(address)) {
            return Optional.of(of(Arrays.copyOfRange(bytes, 12, 16)));
        }
        return SIX_TO_FOUR.contains(address) ? Optional.of(of(Arrays.copyOfRange(bytes, 2, 6))) : Optional.empty();
    }

    /** One to four numbers, of which the last fills what is left: a zero before makes them octal for some, not for all. */
    private static Stream<InetAddress> numbers(String name) {
        String[] parts = name.split("\\.", -1);
        if (parts.length > 4 || !Arrays.stream(parts).allMatch(part -> part.matches("0x[0-9a-f]{1,16}|[0-9]{1,20}"))) {
            return Stream.empty();
        }
        return Stream.of(true, false).flatMap(octal -> number(parts, octal).stream());
    }

    private static Optional<InetAddress> number(String[] parts, boolean octal) {
        BigInteger whole = BigInteger.ZERO;
        for (int i = 0; i < parts.length; i++) {
            boolean last = i == parts.length - 1;
            Optional<BigInteger> part = part(parts[i], octal);
            int bits = last ? 8 * (5 - parts.length) : 8;
            if (part.isEmpty() || part.get().bitLength() > bits) {
                return Optional.empty();
            }
            whole = whole.shiftLeft(bits).or(part.get());
        }
        int value = whole.intValue();
        return Optional.of(
                of(new byte[] {(byte) (value >> 24), (byte) (value >> 16), (byte) (value >> 8), (byte) value}));
    }

    private static Optional<BigInteger> part(String written, boolean octal) {
        try {
            if (written.startsWith("0x")) {
                return Optional.of(new BigInteger(written.substring(2), 16));
            }
            return Optional.of(new BigInteger(written, octal && written.startsWith("0") ? 8 : 10));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static InetAddress of(byte[] bytes) {
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("of four bytes", e);
        }
    }
}

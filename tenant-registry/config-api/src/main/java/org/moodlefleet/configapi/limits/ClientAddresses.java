package org.moodlefleet.configapi.limits;

import io.vertx.core.http.HttpServerRequest;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.moodlefleet.registry.address.AddressRange;
import org.moodlefleet.registry.address.IpAddress;

/**
 * From where a request comes. What {@code X-Forwarded-For} or {@code Forwarded} (RFC 7239) say is believed of the
 * operator's own proxies only: anybody can write these headers.
 */
public final class ClientAddresses {

    private static final Pattern FOR =
            Pattern.compile("(?:^|;)\\s*for\\s*=\\s*\"?([^\";]*)\"?", Pattern.CASE_INSENSITIVE);
    private static final Pattern BRACKETED = Pattern.compile("\\[([^]]*)](?::\\d+)?");
    private static final Pattern WITH_PORT = Pattern.compile("([0-9.]+):\\d+");
    /** Proxies one behind the other. */
    private static final int MOST_HOPS = 32;

    private final List<AddressRange> proxies;

    public ClientAddresses(List<AddressRange> proxies) {
        this.proxies = List.copyOf(proxies);
    }

    /**
     * @return the address of the client, or that of the last proxy that is ours where the headers are missing, broken or
     *     contradict each other; all of an IPv6 network of one subscriber are one
     */
    public String of(HttpServerRequest request) {
        String peer = request.remoteAddress().hostAddress();
        if (!isProxy(peer)) {
            return subscriber(peer);
        }
        Optional<String> forwardedFor = client(peer, forwardedFor(request));
        Optional<String> forwarded = client(peer, forwarded(request));
        boolean agree = forwardedFor.isEmpty() || forwarded.isEmpty() || forwardedFor.equals(forwarded);
        return subscriber(agree ? forwardedFor.or(() -> forwarded).orElse(peer) : peer);
    }

    /** @param address as Java writes it */
    boolean isProxy(String address) {
        return address(address)
                .map(read -> proxies.stream().anyMatch(range -> range.contains(read)))
                .orElse(false);
    }

    static String subscriber(String address) {
        return address(address).map(IpAddress::ofSubscriber).orElse(address);
    }

    static Optional<InetAddress> address(String address) {
        // the zone of a link-local one is ours and says nothing of the other side
        return address == null ? Optional.empty() : IpAddress.of(address.replaceFirst("%.*", ""));
    }

    /**
     * The one that the outermost of our proxies has seen.
     *
     * @param hops the last is what the peer has seen; those before are only as true as the one that wrote them
     */
    private Optional<String> client(String peer, List<String> hops) {
        String seen = peer;
        List<String> inwards = new ArrayList<>(hops);
        Collections.reverse(inwards);
        for (String hop : inwards.subList(0, Math.min(MOST_HOPS, inwards.size()))) {
            if (address(hop).isEmpty()) {
                break;
            }
            seen = hop;
            if (!isProxy(hop)) {
                break;
            }
        }
        return hops.isEmpty() ? Optional.empty() : Optional.of(seen);
    }

    private static List<String> forwardedFor(HttpServerRequest request) {
        return entries(request, "X-Forwarded-For").map(ClientAddresses::bare).toList();
    }

    private static List<String> forwarded(HttpServerRequest request) {
        return entries(request, "Forwarded")
                .map(FOR::matcher)
                .map(found -> found.find() ? bare(found.group(1).trim()) : "")
                .toList();
    }

    private static Stream<String> entries(HttpServerRequest request, String header) {
        return request.headers().getAll(header).stream()
                .flatMap(value -> Arrays.stream(value.split(",")))
                .map(String::trim);
    }

    /** Without brackets and port. */
    private static String bare(String written) {
        for (Pattern shape : List.of(BRACKETED, WITH_PORT)) {
            Matcher found = shape.matcher(written);
            if (found.matches()) {
                return found.group(1);
            }
        }
        return written;
    }
}

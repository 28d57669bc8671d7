package org.moodlefleet.configapi.limits;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.moodlefleet.registry.address.AddressRange;

/**
 * Who is connected. Addresses that no valid token has come from lately are strangers: they share half of the room, each
 * has a small part, and whoever shows no token makes room for the next one. This machine and the operator's proxies are
 * no strangers.
 */
public final class Visitors {

    /**
     * Connections that are open at once.
     *
     * @param all of everybody
     * @param ofStrangers of all strangers
     * @param ofOneStranger of one address
     * @param ofOneCaller that are kept for one caller; its others are closed first when room is needed
     */
    public record Bounds(int all, int ofStrangers, int ofOneStranger, int ofOneCaller) {

        public static final Bounds USUAL = of(512);

        public static Bounds of(int all) {
            return new Bounds(all, Math.max(1, all / 2), Math.max(1, all / 8), Math.max(1, all / 4));
        }
    }

    private static final Duration KNOWN_FOR = Duration.ofDays(1);
    private static final int MOST_KNOWN = 10_000;
    /** A client asks its next question within that, or is not in need of its connection. */
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Bounds bounds;
    private final ClientAddresses clients;
    private final Map<HttpConnection, Visit> open = new HashMap<>();
    private final Cache<String, Boolean> known = Caffeine.newBuilder()
            .maximumSize(MOST_KNOWN)
            .expireAfterWrite(KNOWN_FOR)
            .build();

    /** One connection. */
    private static final class Visit {

        private final String address;
        private boolean stranger;
        private long lastSeen = System.nanoTime();
        private boolean answered;
        private String caller;

        private Visit(String address, boolean stranger) {
            this.address = address;
            this.stranger = stranger;
        }

        private boolean gives() {
            return caller == null && (!answered || System.nanoTime() - lastSeen > PAUSE.toNanos());
        }
    }

    public Visitors(Bounds bounds, List<AddressRange> proxies) {
        this.bounds = bounds;
        this.clients = new ClientAddresses(proxies);
    }

    /** From where a request comes, as far as our proxies tell. */
    public String address(HttpServerRequest request) {
        return clients.of(request);
    }

    /**
     * Takes a new connection in. Where there is no room the oldest of those without a token is closed.
     *
     * @return false when there is no room; the connection is to be closed then
     */
    public synchronized boolean admit(HttpConnection connection) {
        String peer = connection.remoteAddress().hostAddress();
        String address = ClientAddresses.subscriber(peer);
        boolean stranger = isStranger(peer, address);
        boolean room = !stranger
                || room(visit -> visit.address.equals(address), bounds.ofOneStranger())
                        && room(visit -> visit.stranger, bounds.ofStrangers());
        if (!room || !room(visit -> true, bounds.all())) {
            return false;
        }
        open.put(connection, new Visit(address, stranger));
        return true;
    }

    /** The connection is closed. */
    public synchronized void left(HttpConnection connection) {
        open.remove(connection);
    }

    public synchronized boolean isOpen(HttpConnection connection) {
        return open.containsKey(connection);
    }

    /** A request has been answered. */
    public synchronized void answered(HttpConnection connection) {
        Visit visit = open.get(connection);
        if (visit != null) {
            visit.answered = true;
            visit.lastSeen = System.nanoTime();
        }
    }

    /**
     * A valid token came by this connection: it is kept, and others from there are expected.
     *
     * @param caller with whom it is counted
     */
    public synchronized void known(HttpConnection connection, String caller) {
        Visit visit = open.get(connection);
        if (visit != null && !caller.equals(visit.caller)) {
            known.put(visit.address, true);
            visit.stranger = false;
            long kept = count(other -> caller.equals(other.caller));
            visit.caller = kept < bounds.ofOneCaller() ? caller : null;
        }
    }

    private boolean isStranger(String peer, String address) {
        return known.getIfPresent(address) == null
                && !clients.isProxy(peer)
                && ClientAddresses.address(peer)
                        .map(read -> !read.isLoopbackAddress())
                        .orElse(true);
    }

    /** Among those of one kind: there is room, or one of the address with the most gives its place. */
    private boolean room(Predicate<Visit> kind, int most) {
        if (count(kind) < most) {
            return true;
        }
        Map<String, Long> byAddress = visits(kind.and(Visit::gives))
                .collect(Collectors.groupingBy(visit -> visit.getValue().address, Collectors.counting()));
        Optional<HttpConnection> oldest = visits(kind.and(Visit::gives))
                .max(Comparator.<Map.Entry<HttpConnection, Visit>>comparingLong(
                                visit -> byAddress.get(visit.getValue().address))
                        .thenComparing(visit -> -visit.getValue().lastSeen))
                .map(Map.Entry::getKey);
        oldest.ifPresent(connection -> {
            open.remove(connection);
            connection.close();
        });
        return oldest.isPresent();
    }

    private long count(Predicate<Visit> kind) {
        return open.values().stream().filter(kind).count();
    }

    private Stream<Map.Entry<HttpConnection, Visit>> visits(Predicate<Visit> kind) {
        return open.entrySet().stream().filter(visit -> kind.test(visit.getValue()));
    }
}

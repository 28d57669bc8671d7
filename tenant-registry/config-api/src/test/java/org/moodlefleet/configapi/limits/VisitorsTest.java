package org.moodlefleet.configapi.limits;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.SocketAddress;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.moodlefleet.registry.address.AddressRange;

@DisplayName(
        "Invariant 5: nobody stops the others: connections are bounded by address, and callers that are known have room")
class VisitorsTest {

    private final Visitors visitors = new Visitors(
            Visitors.Bounds.of(16), List.of(AddressRange.of("10.0.0.0/24").orElseThrow()));
    private final List<HttpConnection> closed = new ArrayList<>();

    @Test
    void aStrangerHasASmallPart() {
        List<HttpConnection> stranger = connect("198.51.100.7", 10);

        assertThat(closed).containsExactlyElementsOf(stranger.subList(0, 8));
    }

    @Test
    void anIpv6NetworkIsOneStranger() {
        IntStream.range(1, 11).forEach(i -> connect("2001:db8:1:2::" + i, 1));

        assertThat(closed).hasSize(8);
    }

    @Test
    void strangersTogetherLeaveRoomForThoseThatAreKnown() {
        IntStream.range(1, 30).forEach(i -> connect("198.51.100." + i, 1));
        visitors.known(connect("203.0.113.1", 1).get(0), "operator");
        closed.clear();

        List<HttpConnection> known = connect("203.0.113.1", 8);

        assertThat(closed).isEmpty();
        known.forEach(connection -> visitors.known(connection, "tenant lyon"));
        IntStream.range(30, 60).forEach(i -> connect("198.51.100." + i, 1));
        assertThat(closed).doesNotContainAnyElementsOf(known.subList(0, 4));
    }

    @Test
    void ofOneCallerSomeAreKept() {
        List<HttpConnection> many = connect("203.0.113.1", 1);
        visitors.known(many.get(0), "tenant lyon");
        List<HttpConnection> more = connect("203.0.113.1", 15);
        more.forEach(connection -> visitors.known(connection, "tenant lyon"));

        assertThat(connect("203.0.113.2", 1))
                .as("one that is not kept gives its place")
                .allSatisfy(visitor -> assertThat(visitors.isOpen(visitor)).isTrue());
        assertThat(closed).hasSize(1).doesNotContain(many.get(0));
    }

    @Test
    void proxiesAndThisMachineAreNoStrangers() {
        connect("10.0.0.5", 7);
        connect("127.0.0.1", 8);

        assertThat(closed).isEmpty();
    }

    @Test
    void whoWasAnsweredLatelyIsNotClosed() {
        List<HttpConnection> first = connect("198.51.100.7", 2);
        first.forEach(visitors::answered);

        HttpConnection third = connection("198.51.100.7");

        assertThat(visitors.admit(third)).isFalse();
        assertThat(closed).isEmpty();
    }

    private List<HttpConnection> connect(String address, int number) {
        return IntStream.range(0, number)
                .mapToObj(i -> connection(address))
                .filter(visitors::admit)
                .toList();
    }

    private HttpConnection connection(String address) {
        return (HttpConnection) Proxy.newProxyInstance(
                HttpConnection.class.getClassLoader(), new Class<?>[] {HttpConnection.class}, (self, method, with) -> {
                    switch (method.getName()) {
                        case "remoteAddress":
                            return SocketAddress.inetSocketAddress(1, address);
                        case "close":
                            closed.add((HttpConnection) self);
                            return null;
                        case "equals":
                            return self == with[0];
                        case "hashCode":
                            return System.identityHashCode(self);
                        default:
                            return method.getName();
                    }
                });
    }
}

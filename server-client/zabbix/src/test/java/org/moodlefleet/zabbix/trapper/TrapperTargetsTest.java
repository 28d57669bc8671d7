package org.moodlefleet.zabbix.trapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Vertx;
import io.vertx.core.net.NetSocket;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.moodlefleet.zabbix.Sample;

/** High-availability pairs and groups of proxies, played by scripted peers that speak as Zabbix 7.0's sources do. */
class TrapperTargetsTest {

    private static final TrapperTimeouts TIMEOUTS = new TrapperTimeouts(Duration.ofSeconds(2), Duration.ofSeconds(1));
    private static final Pattern HOST = Pattern.compile("\"host\":\"([^\"]+)\"");

    private final Vertx vertx = Vertx.vertx();

    /** Who monitors which host, as the group knows. */
    private final Map<String, Proxy> group = new ConcurrentHashMap<>();

    @AfterEach
    void close() throws Exception {
        vertx.close().await(10, TimeUnit.SECONDS);
    }

    @Test
    void ofAPairTheNodeThatListensIsFoundAndAskedFirstFromThenOn() throws Exception {
        Proxy active = proxy();
        group.put("a", active);
        TrapperClient client = client(nobody(), active.address());
        assertThat(failed(client, "a")).isZero();
        assertThat(failed(client, "a")).isZero();
        assertThat(active.requests).containsExactly("a", "a");
    }

    @Test
    void aNodeThatHangsOrClosesIsLeftForTheNext() throws Exception {
        Proxy active = proxy();
        group.put("a", active);
        try (FaultyTrapper hanging = new FaultyTrapper(vertx, socket -> {});
                FaultyTrapper closing = new FaultyTrapper(vertx, NetSocket::close)) {
            assertThat(failed(client(hanging.address(), closing.address(), active.address()), "a"))
                    .isZero();
        }
    }

    @Test
    void whenNoNodeAnswersEachIsNamed() throws Exception {
        TrapperAddress one = nobody();
        TrapperAddress other = nobody();
        assertThatThrownBy(() -> failed(client(one, other), "a"))
                .isInstanceOf(TrapperException.class)
                .hasMessageContaining(one + ": no connection")
                .hasMessageContaining(other + ": no connection");
    }

    @Test
    void aRedirectIsFollowedAndRemembered() throws Exception {
        Proxy asked = proxy();
        Proxy owner = proxy();
        group.put("a", owner);
        TrapperClient client = client(asked.address());
        assertThat(failed(client, "a")).isZero();
        assertThat(failed(client, "a")).isZero();
        assertThat(asked.requests).containsExactly("a");
        assertThat(owner.requests).containsExactly("a", "a");
    }

    @Test
    void hostsOfSeveralProxiesTravelApartAndThoseOfOneTogether() throws Exception {
        Proxy one = proxy();
        Proxy other = proxy();
        group.putAll(Map.of("a", one, "b", other, "c", one, "d", other));
        TrapperClient client = client(one.address());
        assertThat(failed(client, "b", "a", "c", "d", "nowhere")).isOne();
        one.requests.clear();
        other.requests.clear();
        assertThat(failed(client, "b", "a", "c", "d", "b")).isZero();
        assertThat(one.requests).containsExactly("a,c");
        assertThat(other.requests).containsExactly("b,d,b");
    }

    @Test
    void behindAHostThatNobodyMonitorsTheOthersAreFound() throws Exception {
        Proxy one = proxy();
        Proxy other = proxy();
        group.putAll(Map.of("b", other, "c", other));
        TrapperClient client = client(one.address(), other.address());
        assertThat(failed(client, "a", "a", "b", "c", "b")).isEqualTo(2);
        assertThat(one.requests).containsExactly("a,a,b,c,b", "b,c,b", "c");
    }

    @Test
    void aHostThatMovesIsFollowed() throws Exception {
        Proxy one = proxy();
        Proxy other = proxy();
        group.put("a", other);
        TrapperClient client = client(one.address());
        assertThat(failed(client, "a")).isZero();
        group.put("a", one);
        assertThat(failed(client, "a")).isZero();
        assertThat(one.requests).containsExactly("a", "a");
    }

    @Test
    void aProxyThatIsGoneIsForgotten() throws Exception {
        Proxy one = proxy();
        Proxy other = proxy();
        group.put("a", other);
        TrapperClient client = client(one.address());
        assertThat(failed(client, "a")).isZero();
        other.server.close();
        group.put("a", one);
        assertThat(failed(client, "a")).isZero();
    }

    @Test
    void aProxyThatHasLostItsServerIsLeftForTheNext() throws Exception {
        Proxy active = proxy();
        group.put("a", active);
        String reset = "{\"response\":\"failed\",\"redirect\":{\"reset\":true}}";
        try (FaultyTrapper offline = new FaultyTrapper(vertx, socket -> socket.write(FaultyTrapper.frame(reset)))) {
            assertThat(failed(client(offline.address(), active.address()), "a")).isZero();
            assertThatThrownBy(() -> failed(client(offline.address()), "a"))
                    .hasMessageContaining("the proxy has lost its server");
        }
    }

    @Test
    void proxiesThatSendUsInCirclesAreAnError() throws Exception {
        Proxy one = proxy();
        Proxy other = proxy();
        one.redirectsTo = other;
        other.redirectsTo = one;
        assertThatThrownBy(() -> failed(client(one.address()), "a"))
                .hasMessageContaining("redirected more than 3 times");
        assertThat(one.requests.size() + other.requests.size()).isEqualTo(4);
    }

    @Test
    void addressesAreReadAsZabbixWritesThem() {
        assertThat(TrapperAddress.parse("proxy-1.example")).hasValue(new TrapperAddress("proxy-1.example", 10051));
        assertThat(TrapperAddress.parse("10.0.0.7:10061")).hasValue(new TrapperAddress("10.0.0.7", 10061));
        assertThat(TrapperAddress.parse("[2001:db8::7]:10061")).hasValue(new TrapperAddress("2001:db8::7", 10061));
        assertThat(TrapperAddress.parse("2001:db8::7")).hasValue(new TrapperAddress("2001:db8::7", 10051));
        assertThat(TrapperAddress.parse("a b")).isEmpty();
        assertThat(TrapperAddress.parse("")).isEmpty();
        assertThat(TrapperAddress.parse("host:70000")).isEmpty();
    }

    private TrapperClient client(TrapperAddress... nodes) {
        return new TrapperClient("test", vertx, List.of(nodes), new Encryption.None(), TIMEOUTS);
    }

    private static int failed(TrapperClient client, String... hosts) throws Exception {
        List<Sample> samples = new ArrayList<>();
        for (String host : hosts) {
            samples.add(new Sample(host, "k", "1", 1_700_000_000, samples.size()));
        }
        return client.send(samples).await(20, TimeUnit.SECONDS).failed();
    }

    private static TrapperAddress nobody() throws Exception {
        try (ServerSocket free = new ServerSocket(0)) {
            return new TrapperAddress("127.0.0.1", free.getLocalPort());
        }
    }

    private Proxy proxy() {
        return new Proxy();
    }

    /** A proxy of the group: looks at the first host of a request only, and refuses samples of hosts that it has not. */
    private final class Proxy {
        final List<String> requests = Collections.synchronizedList(new ArrayList<>());
        final FaultyTrapper server;
        volatile Proxy redirectsTo;

        Proxy() {
            server = FaultyTrapper.answering(vertx, this::answer);
        }

        TrapperAddress address() {
            return server.address();
        }

        private String answer(byte[] request) {
            List<String> hosts = new ArrayList<>();
            Matcher matcher = HOST.matcher(new String(request, StandardCharsets.UTF_8));
            while (matcher.find()) {
                hosts.add(matcher.group(1));
            }
            requests.add(String.join(",", hosts));
            Proxy owner = redirectsTo == null ? group.getOrDefault(hosts.get(0), this) : redirectsTo;
            if (owner != this) {
                return "{\"response\":\"failed\",\"redirect\":{\"revision\":7,\"address\":\"" + owner.address()
                        + "\"}}";
            }
            long mine = hosts.stream().filter(host -> group.get(host) == this).count();
            return "{\"response\":\"success\",\"info\":\"processed: %d; failed: %d; total: %d; seconds spent: 0.1\"}"
                    .formatted(mine, hosts.size() - mine, hosts.size());
        }
    }
}

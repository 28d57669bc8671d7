package org.moodlefleet.configapi.limits;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import java.lang.reflect.Proxy;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.moodlefleet.registry.address.AddressRange;

@DisplayName("Invariant 5: nobody stops the others: the word of a configured proxy, and of nobody else, is taken")
class ClientAddressesTest {

    private final ClientAddresses clients = new ClientAddresses(Stream.of("10.0.0.5", "10.1.0.0/16", "fd00:1::/32")
            .map(written -> AddressRange.of(written).orElseThrow())
            .toList());

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            203.0.113.9 | 198.51.100.1              |                                | 203.0.113.9
            10.0.0.6    | 198.51.100.1              |                                | 10.0.0.6
            10.0.0.5    |                           |                                | 10.0.0.5
            10.0.0.5    | 198.51.100.1              |                                | 198.51.100.1
            10.0.0.5    | 192.0.2.1, 198.51.100.1   |                                | 198.51.100.1
            10.0.0.5    | 198.51.100.1, 10.1.2.3    |                                | 198.51.100.1
            10.0.0.5    | 10.1.2.3                  |                                | 10.1.2.3
            10.0.0.5    | 198.51.100.1:4711         |                                | 198.51.100.1
            10.0.0.5    | '[2001:db8:1:2:3::4]:80'  |                                | 2001:db8:1:2::/64
            10.0.0.5    | nobody                    |                                | 10.0.0.5
            10.0.0.5    | 198.51.100.1, nobody      |                                | 10.0.0.5
            10.0.0.5    | nobody, 198.51.100.1      |                                | 198.51.100.1
            10.0.0.5    |                           | for=198.51.100.1;proto=https   | 198.51.100.1
            10.0.0.5    |                           | for="[2001:db8:1:2::4]:80"     | 2001:db8:1:2::/64
            10.0.0.5    |                           | for=192.0.2.1, For=198.51.100.1 | 198.51.100.1
            10.0.0.5    | 198.51.100.1              | for=198.51.100.1               | 198.51.100.1
            10.0.0.5    | 192.0.2.1                 | for=198.51.100.1               | 10.0.0.5
            fd00:1::7   | 198.51.100.1              |                                | 198.51.100.1
            ::ffff:10.0.0.5 | 198.51.100.1          |                                | 198.51.100.1
            """)
    void takesTheAddressThatTheOutermostProxyHasSeen(
            String peer, String forwardedFor, String forwarded, String expected) {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap();
        if (forwardedFor != null) {
            headers.add("X-Forwarded-For", forwardedFor);
        }
        if (forwarded != null) {
            headers.add("Forwarded", forwarded);
        }

        assertThat(clients.of(request(peer, headers))).isEqualTo(expected);
    }

    private static HttpServerRequest request(String peer, MultiMap headers) {
        return (HttpServerRequest) Proxy.newProxyInstance(
                HttpServerRequest.class.getClassLoader(),
                new Class<?>[] {HttpServerRequest.class},
                (self, method, with) ->
                        method.getName().equals("headers") ? headers : SocketAddress.inetSocketAddress(1, peer));
    }
}

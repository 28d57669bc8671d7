package org.moodlefleet.registry.vault;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A server that answers as the key-value engine of HashiCorp Vault does by its API documentation: one that runs for
 * tests of programs that read from a vault, where none is at hand.
 */
public final class FakeVault implements AutoCloseable {

    public static final String TOKEN = "canary-vault-token";

    /** JSON of the data by path, such as {@code /v1/secret/data/moodle/lyon}. */
    public final Map<String, String> secrets = new ConcurrentHashMap<>();

    public final AtomicInteger requests = new AtomicInteger();
    private final HttpServer server;

    public FakeVault() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private void answer(HttpExchange exchange) throws IOException {
        requests.incrementAndGet();
        String secret = secrets.get(exchange.getRequestURI().getPath());
        if (!TOKEN.equals(exchange.getRequestHeaders().getFirst("X-Vault-Token"))) {
            send(exchange, 403, "{\"errors\":[\"permission denied\"]}");
        } else if (secret == null) {
            send(exchange, 404, "{\"errors\":[]}");
        } else if (secret.startsWith("HTTP ")) {
            send(exchange, Integer.parseInt(secret.substring(5)), "{\"errors\":[\"Vault is sealed\"]}");
        } else {
            send(exchange, 200, "{\"data\":{\"data\":" + secret + ",\"metadata\":{\"version\":1}}}");
        }
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}

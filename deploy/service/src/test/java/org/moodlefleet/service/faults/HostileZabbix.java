package org.moodlefleet.service.faults;

import static org.moodlefleet.service.faults.FaultScenario.FAST;
import static org.moodlefleet.service.faults.FaultScenario.MANY;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.moodlefleet.service.bed.ZabbixBed;

/** A Zabbix API that answers without end, too much, slowly, or what is no JSON, while its trapper is well. */
final class HostileZabbix {

    private enum Manner {
        WELL,
        ENDLESS,
        HUGE_TEXT,
        DEEP,
        DRIPPING,
        SILENT,
        GIBBERISH
    }

    private static final Duration EACH = Duration.ofSeconds(25);

    private HostileZabbix() {}

    static String api(FaultRun run, FaultScenario.Form form, Random random) throws Exception {
        List<String> met = new ArrayList<>();
        try (Front front = new Front()) {
            run.program.zabbix(front.url());
            FaultScenario.begin(run, MANY, FAST);
            FaultScenario.awaitDelivery(run);
            String fared;
            try (Bystanders others = new Bystanders(run)) {
                for (Manner manner : Manner.values()) {
                    front.manner = manner;
                    front.asked = 0;
                    Thread.sleep(form.longer(EACH.toMillis()));
                    met.add(manner.name().toLowerCase() + " " + front.asked);
                }
                fared = others.fared();
            }
            front.manner = Manner.WELL;
            // the program goes on by itself
            Waiting.until(
                    Duration.ofSeconds(150),
                    "Zabbix is provisioned again",
                    () -> run.program.client.metric("moodle_fleet_zabbix_open_changes{server=\"default\"}") >= 0);
            run.program.zabbix(ZabbixBed.URL);
            run.program.terminate();
            FaultScenario.speedUp(run);
            return "calls of its API, by what it did: " + String.join(", ", met) + "; " + fared;
        }
    }

    /** Stands before the real one. */
    private static final class Front implements AutoCloseable {

        private final HttpServer server;
        private final ExecutorService threads = Executors.newCachedThreadPool();
        private final HttpClient client = HttpClient.newHttpClient();
        private volatile Manner manner = Manner.WELL;
        private volatile int asked;

        Front() throws IOException {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
            server.setExecutor(threads);
            server.createContext("/", this::answer);
            server.start();
        }

        URI url() {
            return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + ZabbixBed.URL.getPath());
        }

        private void answer(HttpExchange call) throws IOException {
            asked++;
            byte[] body = call.getRequestBody().readAllBytes();
            Manner now = manner;
            if (now == Manner.WELL) {
                pass(call, body);
                return;
            }
            call.getResponseHeaders().set("Content-Type", "application/json");
            call.sendResponseHeaders(200, 0);
            try (OutputStream out = call.getResponseBody()) {
                misbehave(now, out);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        private void pass(HttpExchange call, byte[] body) throws IOException {
            HttpRequest.Builder request = HttpRequest.newBuilder(ZabbixBed.URL)
                    .header("Content-Type", "application/json-rpc")
                    .POST(HttpRequest.BodyPublishers.ofByteArray(body));
            String authorization = call.getRequestHeaders().getFirst("Authorization");
            if (authorization != null) {
                request.header("Authorization", authorization);
            }
            try {
                HttpResponse<byte[]> answer = client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
                call.getResponseHeaders().set("Content-Type", "application/json");
                call.sendResponseHeaders(answer.statusCode(), answer.body().length);
                call.getResponseBody().write(answer.body());
                call.close();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        private static void misbehave(Manner now, OutputStream out) throws IOException, InterruptedException {
            byte[] piece = piece(now);
            out.write("{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":".getBytes(StandardCharsets.US_ASCII));
            if (now == Manner.HUGE_TEXT) {
                out.write('"');
            }
            if (now == Manner.ENDLESS || now == Manner.DRIPPING) {
                out.write('[');
            }
            while (now != Manner.SILENT) {
                out.write(piece);
                out.flush();
                if (now == Manner.DRIPPING) {
                    Thread.sleep(500);
                }
            }
            out.flush();
            Thread.sleep(600_000);
        }

        private static byte[] piece(Manner now) {
            return switch (now) {
                case DEEP -> "[".repeat(10_000).getBytes(StandardCharsets.US_ASCII);
                case HUGE_TEXT -> "x".repeat(100_000).getBytes(StandardCharsets.US_ASCII);
                case GIBBERISH -> "<html>\u0000".repeat(1_000).getBytes(StandardCharsets.ISO_8859_1);
                case DRIPPING -> "{\"hostid\":\"1\"},".getBytes(StandardCharsets.US_ASCII);
                default -> "{\"hostid\":\"1\",\"host\":\"x\"},".repeat(1_000).getBytes(StandardCharsets.US_ASCII);
            };
        }

        @Override
        public void close() {
            server.stop(0);
            threads.shutdownNow();
        }
    }
}

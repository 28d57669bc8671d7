package org.moodlefleet.service.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.moodlefleet.service.bed.Commands;

/** deploy/dev/bench.sh registry starts it and says by BENCH_FOLDER and BENCH_PORT which service it is for. */
class RegistryBenchLong {

    private static final int TENANTS = 50;
    private static final int INSTANCES = 100;
    private static final int CALLS = 500;
    private static final long BOUND_MILLIS = 100;
    private static final long APPLICATION_BOUND_MILLIS = 20_000;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path folder = Path.of(System.getenv("BENCH_FOLDER"));
    private final String root = "http://127.0.0.1:" + System.getenv("BENCH_PORT") + "/api/v1";
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Random random = new Random(20261123);
    private final List<String> missed = new ArrayList<>();
    private String token;
    private PrintStream out;

    /** @param body null for none */
    private record Call(String method, String path, String body) {}

    @Test
    void fiveThousandInstancesStayFast() throws Exception {
        token = Files.readString(folder.resolve("token")).strip();
        try (PrintStream figures = new PrintStream(folder.resolve("figures.txt").toFile())) {
            out = figures;
            applyTwice();
            singleObjects();
            lists();
            export();
            missed.forEach(miss -> out.println("MISSED " + miss));
        }
        assertThat(missed).isEmpty();
    }

    private void applyTwice() throws Exception {
        String fleet = fleet();
        out.printf("fleet file of %,d instances, %,d KiB%n", TENANTS * INSTANCES, fleet.length() / 1024);
        application("applied to an empty registry", fleet, "created");
        long again = application("applied again, nothing changes", fleet, "unchanged");
        if (again > APPLICATION_BOUND_MILLIS) {
            missed.add("the second application took " + again + " ms");
        }
    }

    private long application(String what, String fleet, String outcome) throws Exception {
        long start = System.nanoTime();
        HttpResponse<String> answer = send(new Call("POST", "/fleet?check=false", fleet));
        long millis = (System.nanoTime() - start) / 1_000_000;
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        JsonNode summary = JSON.readTree(answer.body()).path("summary");
        assertThat(summary.path(outcome).asInt()).as(summary.toString()).isEqualTo(TENANTS * (INSTANCES + 2));
        out.printf("%-40s %6d ms%n", what, millis);
        return millis;
    }

    private void singleObjects() throws Exception {
        measure("get an instance", true, i -> new Call("GET", address(i), null));
        measure("get an instance's status", true, i -> new Call("GET", address(i) + "/status", null));
        measure(
                "put an instance, changed",
                true,
                i -> new Call("PUT", address(i) + "?check=false", instance(i, "Changed " + i)));
        measure(
                "put an instance, unchanged",
                true,
                i -> new Call("PUT", address(i) + "?check=false", instance(i, "Changed " + i)));
        measure("delete an instance", true, i -> new Call("DELETE", address(i), null));
        measure(
                "create an instance",
                true,
                i -> new Call("PUT", address(i) + "?check=false", instance(i, "School " + i)));
        measure("get a tenant", true, i -> new Call("GET", "/tenants/t" + i % TENANTS, null));
        measure(
                "put a group, changed",
                true,
                i -> new Call("PUT", "/tenants/t" + i % TENANTS + "/groups/g", group("g" + i)));
    }

    private void lists() throws Exception {
        measure(
                "first 100 instances of a tenant",
                false,
                i -> new Call("GET", "/tenants/t" + i % TENANTS + "/instances?limit=100", null));
        measure(
                "instances of a tenant by tag",
                false,
                i -> new Call("GET", "/tenants/t" + i % TENANTS + "/instances?tag=even", null));
        measure("100 statuses", false, i -> new Call("GET", "/status?limit=100", null));
        measure("1,000 statuses", false, i -> new Call("GET", "/status?limit=1000", null));
        measure("50 tenants", false, i -> new Call("GET", "/tenants", null));
        measure("100 entries of the audit log", false, i -> new Call("GET", "/audit?limit=100", null));
    }

    /** The command as a process of its own, which reads page by page. */
    private void export() throws Exception {
        Path file = folder.resolve("export.yaml");
        Files.deleteIfExists(file);
        long start = System.nanoTime();
        Commands.run(List.of(
                "java",
                "-cp",
                System.getProperty("java.class.path"),
                "org.moodlefleet.service.command.MoodleFleetCommand",
                "fleet",
                "export",
                "--api",
                root.replace("/api/v1", ""),
                "--token-file",
                folder.resolve("token").toString(),
                "--to",
                file.toString()));
        out.printf(
                "%-40s %6d ms, %,d KiB%n",
                "export the fleet", (System.nanoTime() - start) / 1_000_000, Files.size(file) / 1024);
    }

    private void measure(String what, boolean bounded, IntFunction<Call> calls) throws Exception {
        int number = bounded ? CALLS : CALLS / 5;
        int[] instances = random.ints(0, TENANTS * INSTANCES)
                .distinct()
                .limit(number + 20L)
                .toArray();
        double[] millis = new double[number];
        for (int i = 0; i < instances.length; i++) {
            Call call = calls.apply(bounded ? (i * 9 + 7) % (TENANTS * INSTANCES) : instances[i]);
            long start = System.nanoTime();
            HttpResponse<String> answer = send(call);
            double took = (System.nanoTime() - start) / 1e6;
            assertThat(answer.statusCode()).as("%s: %s", call, answer.body()).isBetween(200, 299);
            if (i >= 20) {
                millis[i - 20] = took;
            }
        }
        Arrays.sort(millis);
        double p99 = millis[(int) Math.ceil(number * 0.99) - 1];
        out.printf(
                "%-40s %5d calls, p50 %6.1f, p99 %6.1f, longest %6.1f ms%n",
                what, number, millis[number / 2], p99, millis[number - 1]);
        if (bounded && p99 >= BOUND_MILLIS) {
            missed.add(what + ": p99 is " + p99 + " ms");
        }
    }

    private static String address(int i) {
        return "/tenants/t" + i % TENANTS + "/instances/i" + i / TENANTS;
    }

    private static String instance(int i, String name) {
        return json(document(i, name));
    }

    private static Map<String, Object> document(int i, String name) {
        String id = "i" + i / TENANTS;
        return Map.of(
                "id",
                id,
                "name",
                name,
                "baseUrl",
                "https://" + id + ".t" + i % TENANTS + ".example",
                "enabled",
                false,
                "tags",
                List.of(i / TENANTS % 2 == 0 ? "even" : "odd"),
                "database",
                Map.of(
                        "engine",
                        "mariadb",
                        "host",
                        "db" + i % 20 + ".example",
                        "name",
                        "moodle_" + i,
                        "user",
                        "reader",
                        "password",
                        Map.of("value", "secret " + i)));
    }

    private static String group(String name) {
        return json(Map.of("name", name, "members", Map.of("tag", "even")));
    }

    private static String fleet() {
        List<Map<String, Object>> tenants = IntStream.range(0, TENANTS)
                .mapToObj(tenant -> Map.of(
                        "id",
                        "t" + tenant,
                        "name",
                        "Tenant " + tenant,
                        "instances",
                        IntStream.range(0, INSTANCES)
                                .map(number -> number * TENANTS + tenant)
                                .mapToObj(i -> document(i, "School " + i))
                                .toList(),
                        "groups",
                        List.of(Map.of("id", "g", "name", "G", "members", Map.of("tag", "even")))))
                .toList();
        return json(Map.of("tenants", tenants));
    }

    private static String json(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    private HttpResponse<String> send(Call call) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(root + call.path()))
                .header("Authorization", "Bearer " + token)
                .method(
                        call.method(),
                        call.body() == null
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(call.body()));
        if (call.body() != null) {
            request.header("Content-Type", "application/json");
        }
        if (call.method().equals("DELETE")) {
            request.header("If-Match", "*");
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}

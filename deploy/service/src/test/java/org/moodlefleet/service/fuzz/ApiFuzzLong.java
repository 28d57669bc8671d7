package org.moodlefleet.service.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The long form of the fuzzing; deploy/dev/fuzz.sh starts it and says by the environment which service it is for: FUZZ_DIR,
 * FUZZ_PORT, FUZZ_PID, FUZZ_REQUESTS, FUZZ_SEED.
 */
class ApiFuzzLong {

    private static final int COMPARED = 25;

    private final Path folder = Path.of(System.getenv("FUZZ_DIR"));
    private final int port = Integer.parseInt(System.getenv("FUZZ_PORT"));
    private final Canaries canaries = new Canaries();
    private final List<String> faults = new ArrayList<>();

    @Test
    void noRequestBreaksAPromise() throws Exception {
        String token = Files.readString(folder.resolve("token")).strip();
        long start = System.nanoTime();
        try (PrintStream out = new PrintStream(folder.resolve("figures.txt").toFile());
                ApiFuzz fuzz =
                        new ApiFuzz(port, token, Long.parseLong(System.getenv("FUZZ_SEED")), COMPARED, canaries)) {
            faults.addAll(fuzz.run(Integer.parseInt(System.getenv("FUZZ_REQUESTS"))));
            search("the metrics", get("/metrics"));
            search("the command line", Files.readString(Path.of("/proc", System.getenv("FUZZ_PID"), "cmdline")));
            searchFiles();
            if (!get("/health/live").contains("UP")) {
                faults.add("the service no longer lives");
            }
            fuzz.untouched().forEach(operation -> faults.add("no request has succeeded with " + operation));
            out.println(fuzz.figures() + ", " + (System.nanoTime() - start) / 1_000_000_000 + " s");
            faults.forEach(fault -> out.println("FAULT " + fault));
            out.println(faults.size() + " faults");
        }
        assertThat(faults).isEmpty();
    }

    /** What the service has written: its log line by line, its data as it is. */
    private void searchFiles() throws IOException {
        try (Stream<String> log = Files.lines(folder.resolve("log/service.log"))) {
            log.filter(line -> canaries.in(line).isPresent())
                    .limit(5)
                    .forEach(line -> faults.add("a secret in the log: " + line));
        }
        try (Stream<Path> data = Files.walk(folder.resolve("data"))) {
            for (Path file : data.filter(Files::isRegularFile).toList()) {
                search(file.toString(), new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
            }
        }
    }

    private void search(String place, String text) {
        canaries.in(text).ifPresent(form -> faults.add("a secret in " + place + ", as " + form));
    }

    private String get(String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + (port + 1) + path))
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body();
    }
}

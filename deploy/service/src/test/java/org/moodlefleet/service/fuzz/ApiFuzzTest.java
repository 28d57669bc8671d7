package org.moodlefleet.service.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.moodlefleet.service.Service;
import org.moodlefleet.service.bed.CapturedLog;
import org.moodlefleet.service.bed.ServiceFolder;
import org.moodlefleet.service.config.ServiceConfig;
import org.moodlefleet.service.process.Logs;

/** The short form of the fuzzing that deploy/dev/fuzz.sh does at length. */
class ApiFuzzTest {

    private static final String TOKEN = Canaries.WORD + "-of-the-operator";
    private static final int REQUESTS = 2_000;
    private static final int COMPARED = 10;
    private static final long SEED = 20261124;

    @TempDir
    Path folder;

    private final Canaries canaries = new Canaries();
    private CapturedLog log;
    private Service service;
    private int api;
    private int management;

    @BeforeEach
    void start() throws Exception {
        log = CapturedLog.alone();
        api = ServiceFolder.freePort();
        management = ServiceFolder.freePort();
        service = Service.of(ServiceConfig.read(Files.writeString(folder.resolve("moodle-fleet.yaml"), """
                api:
                  listen: "127.0.0.1:%d"
                  token: {file: %s}
                  rate: {perSecond: 1000000, burst: 1000000}
                management: {listen: "127.0.0.1:%d"}
                data: %s
                vault: {url: "http://127.0.0.1:1", token: {file: %s}}
                zabbix:
                  api: {url: "http://127.0.0.1:1/api_jsonrpc.php", token: {file: %s}}
                  trapper: {host: 127.0.0.1, port: 1}
                collector: {connectTimeout: 300ms}
                %s
                """.formatted(
                        api,
                        secret("token", TOKEN),
                        management,
                        folder.resolve("data"),
                        secret("vault", Canaries.WORD + "-of-the-vault"),
                        secret("zabbix", Canaries.WORD + "-of-zabbix"),
                        registry()))));
        service.start().await();
    }

    /** @return lines of the configuration */
    String registry() throws IOException {
        return "";
    }

    @AfterEach
    void stop() {
        service.stop().await();
        log.close();
        Logs.configure(new ServiceConfig.Log(null, ServiceConfig.Log.Level.WARN));
    }

    @Test
    void noRequestBreaksAPromise() throws Exception {
        try (ApiFuzz fuzz = new ApiFuzz(api, TOKEN, SEED, COMPARED, canaries)) {
            List<String> faults = fuzz.run(REQUESTS);
            assertThat(faults).as("%s", errors()).isEmpty();
            assertThat(fuzz.untouched()).as(fuzz.figures()).isEmpty();
        }
        assertThat(log.lines).isNotEmpty().noneMatch(line -> canaries.in(line).isPresent());
        assertThat(get("/metrics"))
                .satisfies(text -> assertThat(canaries.in(text)).isEmpty());
        assertThat(get("/health/live")).contains("UP");
    }

    private List<String> errors() {
        return log.lines.stream()
                .filter(line -> line.contains("\"level\":\"ERROR\""))
                .toList();
    }

    private String get(String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + management + path))
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private Path secret(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }
}

package org.moodlefleet.service.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.moodlefleet.service.bed.ApiClient;
import org.moodlefleet.service.bed.Commands;
import org.moodlefleet.service.bed.ServiceFolder;
import org.moodlefleet.service.bed.ZabbixBed;

/** The runnable jar as a process that may be ended in every way, and its folder, which outlives it. */
final class FaultedProgram implements AutoCloseable {

    private static final Path JAR = Path.of("target/moodle-fleet.jar").toAbsolutePath();
    private static final Duration LONGEST_START = Duration.ofSeconds(90);

    /** Of which a 64th is kept in reserve for a full disk. */
    static final long OUTBOX_BYTES = 64 << 20;

    final Path data;
    final ApiClient client;

    private final Path folder;
    private final String zabbixToken;
    private final int trapperPort;
    private final String token = "canary-" + UUID.randomUUID();
    private final int apiPort = ServiceFolder.freePort();
    private final int managementPort = ServiceFolder.freePort();
    private final Map<String, String> environment = new TreeMap<>();
    private URI zabbix = ZabbixBed.URL;
    private Process process;

    /** @param data its folder is made by the program, or stands on a file system of its own */
    FaultedProgram(Path folder, Path data, String zabbixToken, int trapperPort) throws IOException {
        this.folder = folder;
        this.data = data;
        this.zabbixToken = zabbixToken;
        this.trapperPort = trapperPort;
        this.client = new ApiClient(apiPort, managementPort, token);
        Files.writeString(folder.resolve("token"), token);
        Files.writeString(folder.resolve("zabbix-token"), zabbixToken);
        configure(5_000);
        Runtime.getRuntime().addShutdownHook(new Thread(this::close));
    }

    /** From the next start on. */
    void configure(int samplesPerSecond) throws IOException {
        Files.writeString(folder.resolve("moodle-fleet.yaml"), """
                api: {listen: "127.0.0.1:%d", token: {file: %s}}
                management: {listen: "127.0.0.1:%d"}
                data: %s
                zabbix:
                  api: {url: "%s", token: {file: %s}}
                  trapper: {host: 127.0.0.1, port: %d}
                  delivery: {batchSize: %d, maxSamplesPerSecond: %d}
                  provisioning: {every: 5s}
                collector: {hourlySpread: 1s, dailySpread: 1s, backlogPause: 50ms}
                outbox: {maxBytes: %d}
                """.formatted(
                        apiPort,
                        folder.resolve("token"),
                        managementPort,
                        data,
                        zabbix,
                        folder.resolve("zabbix-token"),
                        trapperPort,
                        Math.max(5, Math.min(500, samplesPerSecond / 5)),
                        samplesPerSecond,
                        OUTBOX_BYTES));
    }

    /** Where Zabbix' API is, for what is configured later. */
    void zabbix(URI api) {
        zabbix = api;
    }

    /** Of processes that start later. */
    void environment(Map<String, String> more) {
        environment.putAll(more);
    }

    /** Returns at once. */
    void launch() throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Xmx384m",
                "-XX:+ExitOnOutOfMemoryError",
                "-jar",
                JAR.toString(),
                "serve",
                "-c",
                folder.resolve("moodle-fleet.yaml").toString()));
        ProcessBuilder program = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()));
        program.environment().putAll(environment);
        process = program.start();
    }

    /** @return how long it took until the program answered */
    Duration start() throws Exception {
        long started = System.nanoTime();
        launch();
        Waiting.until(LONGEST_START, "the program answers", this::answers);
        return Duration.ofNanos(System.nanoTime() - started);
    }

    boolean answers() {
        if (!process.isAlive()) {
            throw new FaultFound("the program ended by itself with " + process.exitValue() + ": " + lastLog());
        }
        try {
            return client.management("/health/ready").statusCode() == 200;
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    boolean isAlive() {
        return process != null && process.isAlive();
    }

    long pid() {
        return process.pid();
    }

    void signal(String name) throws IOException {
        Commands.run(List.of("kill", "-s", name, Long.toString(pid())));
    }

    /** As {@code kill -9}. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** SIGTERM, which must be enough. */
    Duration terminate() throws InterruptedException {
        long asked = System.nanoTime();
        process.destroy();
        if (!process.waitFor(40, TimeUnit.SECONDS)) {
            throw new FaultFound("not ended 40 s after SIGTERM");
        }
        if (process.exitValue() != 143) {
            throw new FaultFound("ended with " + process.exitValue() + " after SIGTERM");
        }
        return Duration.ofNanos(System.nanoTime() - asked);
    }

    Path log() {
        return folder.resolve("serve.log");
    }

    private String lastLog() {
        try {
            List<String> lines = Files.readAllLines(log());
            return String.join("\n", lines.subList(Math.max(0, lines.size() - 20), lines.size()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        if (process != null) {
            kill();
        }
    }
}

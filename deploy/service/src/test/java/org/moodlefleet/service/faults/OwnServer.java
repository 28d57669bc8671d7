package org.moodlefleet.service.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.moodlefleet.service.bed.Commands;

/** A process of a server that nobody else uses, known by the pid that the test bed's scripts record. */
final class OwnServer {

    private static final Duration LONGEST = Duration.ofSeconds(90);

    private final Path record;
    private final String signal;

    private OwnServer(Path record, String signal) {
        this.record = record;
        this.signal = signal;
    }

    /** @param name of the file below run/ */
    static OwnServer ofZabbix(String name, String signal) {
        return new OwnServer(Path.of(System.getenv("TESTBED_ZABBIX_DIR"), "run", name + ".pid"), signal);
    }

    void stop() throws Exception {
        long pid = pid();
        Commands.run(List.of("kill", "-s", signal, Long.toString(pid)));
        Waiting.until(
                LONGEST, "server " + pid + " ends", () -> ProcessHandle.of(pid).isEmpty());
    }

    /** To the server and all processes that it has started. */
    void signalAll(String name) throws IOException {
        List<String> words = new ArrayList<>(List.of("kill", "-s", name, Long.toString(pid())));
        ProcessHandle.of(pid())
                .ifPresent(server -> server.descendants().forEach(child -> words.add(Long.toString(child.pid()))));
        Commands.run(words);
    }

    private long pid() throws IOException {
        return Long.parseLong(Files.readString(record).split("\\s+")[0]);
    }

    /** Starts what does not run. */
    void start() throws Exception {
        Commands.run(List.of("bash", System.getenv("FAULTS_ZABBIX_SCRIPT"), "up"));
    }
}

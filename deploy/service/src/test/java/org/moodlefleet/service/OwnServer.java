package org.moodlefleet.service;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

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
        long pid = Long.parseLong(Files.readString(record).split("\\s+")[0]);
        command("kill", "-s", signal, Long.toString(pid));
        Waiting.until(
                LONGEST, "server " + pid + " ends", () -> ProcessHandle.of(pid).isEmpty());
    }

    /** Starts what does not run. */
    void start() throws Exception {
        command("bash", System.getenv("FAULTS_ZABBIX_SCRIPT"), "up");
    }

    private static void command(String... words) throws IOException {
        Process process = new ProcessBuilder(words).inheritIO().start();
        if (process.onExit().join().exitValue() != 0) {
            throw new IOException(String.join(" ", words) + " ended with " + process.exitValue());
        }
    }
}

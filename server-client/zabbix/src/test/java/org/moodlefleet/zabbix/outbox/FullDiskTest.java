package org.moodlefleet.zabbix.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real disk that is really full: a small file system in memory that only the child process sees (a mount
 * namespace; no privileges are needed where user namespaces are allowed). Where they are not, the limit of the
 * file stands for the disk in {@link Invariant3NoAcknowledgedSampleIsLostTest}.
 */
class FullDiskTest {

    @TempDir
    private Path folder;

    @Test
    @DisplayName(
            "Invariant 3: on a full disk nothing acknowledged is lost, delivery goes on, and storing resumes with the space")
    void fullDisk() throws Exception {
        Path log = folder.resolve("out");
        assumeTrue(unshare(log, "true") == 0, "this system does not let a process mount a file system of its own");
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        int exit = unshare(
                log,
                "exec " + java + " -Xmx128m -cp '" + classPath + "' " + FullDiskProcess.class.getName() + " " + disk());
        assertThat(exit).as(() -> read(log)).isZero();
        System.out.println(read(log).lines().reduce((first, last) -> last).orElse(""));
    }

    private int unshare(Path log, String command) throws IOException, InterruptedException {
        Files.createDirectories(disk());
        String mount = "mount -t tmpfs -o size=12m outbox-test " + disk() + " && ";
        Process process;
        try {
            process = new ProcessBuilder("unshare", "-rm", "sh", "-c", mount + command)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
        } catch (IOException e) {
            return -1; // no such program
        }
        assertThat(process.waitFor(120, TimeUnit.SECONDS)).as("ends by itself").isTrue();
        return process.exitValue();
    }

    private Path disk() {
        return folder.resolve("disk");
    }

    private static String read(Path log) {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            return e.toString();
        }
    }
}

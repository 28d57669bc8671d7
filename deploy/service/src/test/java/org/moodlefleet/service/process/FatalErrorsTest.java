package org.moodlefleet.service.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Invariant 5: a program without memory ends with a clear line, to be started again")
class FatalErrorsTest {

    /** Runs in a virtual machine of its own. */
    static final class Exhausted {
        public static void main(String[] arguments) throws InterruptedException {
            FatalErrors.watch();
            Thread worker = new Thread(() -> {
                throw new IllegalStateException(new OutOfMemoryError("a test has none"));
            });
            worker.start();
            worker.join();
            Thread.sleep(60_000);
        }
    }

    @Test
    void ends() throws Exception {
        Process program = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Exhausted.class.getName()))
                .redirectErrorStream(true)
                .start();

        assertThat(program.waitFor(40, TimeUnit.SECONDS)).isTrue();

        assertThat(program.exitValue()).isEqualTo(FatalErrors.EXIT);
        assertThat(new String(program.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .contains("moodle-fleet: ends, to be started again: java.lang.OutOfMemoryError: a test has none");
    }
}

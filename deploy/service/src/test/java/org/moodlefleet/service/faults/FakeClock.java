package org.moodlefleet.service.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Map;

/** The clock that one process sees, stepped while it runs; by Debian's libfaketime. Time that is waited for goes on evenly. */
final class FakeClock {

    private static final Path LIBRARY = Path.of("/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1");

    private final Path offset;

    FakeClock(FaultRun run) {
        this.offset = run.program.log().resolveSibling("clock");
    }

    static boolean isInstalled() {
        return Files.exists(LIBRARY);
    }

    Map<String, String> environment() {
        return Map.of(
                "LD_PRELOAD",
                LIBRARY.toString(),
                "FAKETIME_TIMESTAMP_FILE",
                offset.toString(),
                "FAKETIME_NO_CACHE",
                "1",
                "FAKETIME_DONT_FAKE_MONOTONIC",
                "1",
                // a workaround for old C libraries that keeps threads of this one waiting
                "FAKETIME_FORCE_MONOTONIC_FIX",
                "0");
    }

    /** @param from the real clock, towards the past */
    void set(Duration from) throws IOException {
        Path next = Files.writeString(offset.resolveSibling("clock.next"), "%+d".formatted(from.toSeconds()));
        Files.move(next, offset, StandardCopyOption.ATOMIC_MOVE);
    }
}

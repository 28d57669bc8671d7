package org.moodlefleet.service.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.moodlefleet.service.bed.Commands;

/**
 * No more space for the program's files: all of its small disk is taken by another file or, where none could be mounted,
 * no file of its process may become longer than the outbox's is.
 */
final class NoSpace {

    private static final long LEAST_LIMIT = 64 << 10;

    private final FaultedProgram program;
    private final Path ballast;
    private final boolean onSmallDisk;
    private final long bytes;

    private NoSpace(FaultedProgram program) throws IOException {
        this.program = program;
        this.ballast = program.data.resolve("ballast");
        this.onSmallDisk = SmallDisk.isAt(program.data);
        this.bytes = onSmallDisk
                ? SmallDisk.fill(ballast)
                : Math.max(LEAST_LIMIT, Files.size(program.data.resolve("outbox.db")));
        if (!onSmallDisk) {
            limit(Long.toString(bytes));
        }
    }

    static NoSpace forFilesOf(FaultedProgram program) throws IOException {
        return new NoSpace(program);
    }

    void end() throws IOException {
        if (onSmallDisk) {
            Files.delete(ballast);
        } else {
            limit("unlimited");
        }
    }

    /** Only the bound that a process without rights may lift again. */
    private void limit(String most) throws IOException {
        Commands.run(List.of("prlimit", "--pid", Long.toString(program.pid()), "--fsize=" + most + ":"));
    }

    @Override
    public String toString() {
        return onSmallDisk ? "filled with " + bytes / 1024 + " KiB" : "files limited to " + bytes / 1024 + " KiB";
    }
}

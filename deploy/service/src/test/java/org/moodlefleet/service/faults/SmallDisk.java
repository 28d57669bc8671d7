package org.moodlefleet.service.faults;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.moodlefleet.service.bed.Commands;

/** A file system in memory, for root: 24 MiB and its own to be filled. */
final class SmallDisk implements AutoCloseable {

    private static final long BYTES = 24 << 20;
    private static final int BLOCK = 4 << 10;

    final Path folder;

    private SmallDisk(Path folder) {
        this.folder = folder;
    }

    /** @return mounted on the folder; closed, it is gone with its content */
    private static SmallDisk on(Path folder) throws IOException {
        Files.createDirectories(folder);
        String options = "mode=700,size=" + BYTES;
        Commands.run(List.of("mount", "-t", "tmpfs", "-o", options, "moodle-fleet-faults", folder.toString()));
        return new SmallDisk(folder);
    }

    /** To mount needs root, and in a container more than that. */
    static Optional<SmallDisk> where(Path folder) {
        try {
            return "root".equals(System.getProperty("user.name")) ? Optional.of(on(folder)) : Optional.empty();
        } catch (IOException refused) {
            return Optional.empty();
        }
    }

    static boolean isAt(Path folder) throws IOException {
        return Files.getFileStore(folder).getTotalSpace() <= BYTES;
    }

    /** @return bytes written until nothing more went in */
    static long fill(Path ballast) throws IOException {
        byte[] block = new byte[BLOCK];
        ThreadLocalRandom.current().nextBytes(block);
        long written = 0;
        try (OutputStream out = Files.newOutputStream(ballast)) {
            while (true) {
                out.write(block);
                written += block.length;
            }
        } catch (IOException full) {
            return written;
        }
    }

    @Override
    public void close() throws IOException {
        Commands.run(List.of("umount", "--lazy", folder.toString()));
    }
}

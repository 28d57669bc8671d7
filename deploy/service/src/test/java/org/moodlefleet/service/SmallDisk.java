package org.moodlefleet.service;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ThreadLocalRandom;

/** A file system in memory, for root: 24 MiB and its own to be filled. */
final class SmallDisk implements AutoCloseable {

    private static final int BLOCK = 4 << 10;

    final Path folder;

    private SmallDisk(Path folder) {
        this.folder = folder;
    }

    /** @return mounted on the folder; closed, it is gone with its content */
    static SmallDisk on(Path folder) throws IOException {
        Files.createDirectories(folder);
        command("mount", "-t", "tmpfs", "-o", "size=24m,mode=700", "moodle-fleet-faults", folder.toString());
        return new SmallDisk(folder);
    }

    static boolean isPossible() {
        return "root".equals(System.getProperty("user.name"));
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

    private static void command(String... words) throws IOException {
        Process process = new ProcessBuilder(words).inheritIO().start();
        if (process.onExit().join().exitValue() != 0) {
            throw new IOException(String.join(" ", words) + " ended with " + process.exitValue());
        }
    }

    @Override
    public void close() throws IOException {
        command("umount", "--lazy", folder.toString());
    }
}

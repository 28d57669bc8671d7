package org.moodlefleet.zabbix.outbox;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Space that is kept for the day when the disk is full: to forget what Zabbix has taken needs some, in the log
 * and for what the log had put off. It is given up when a write finds no space, and taken again before
 * anything more is stored.
 */
final class Reserve {

    private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);
    private static final long LARGEST = 16 << 20;
    private static final long PART_OF_MAX_BYTES = 64;
    private static final int BLOCK = 64 << 10;
    private static final long RETRY_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Path file;
    private final long bytes;
    private long lastTry = System.nanoTime() - RETRY_NANOS;
    private boolean spent;

    Reserve(Path outbox, long maxBytes) {
        this.file = outbox.resolveSibling(outbox.getFileName() + ".reserve");
        this.bytes = Math.min(LARGEST, maxBytes / PART_OF_MAX_BYTES);
    }

    /**
     * After a write that found no space.
     *
     * @return whether there is more space now; not when only the file's own limit was reached
     */
    boolean spend() {
        try {
            boolean diskFull = Files.getFileStore(file.getParent()).getUsableSpace() < bytes;
            if (!diskFull) {
                return false;
            }
            if (!spent) {
                LOG.warn("the disk of the outbox is full: nothing more is stored, what is stored goes on to Zabbix");
            }
            spent = true;
            return Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.debug("reserve not given up", e);
            return false;
        }
    }

    /**
     * Before anything is stored.
     *
     * @return whether the reserve is there
     */
    boolean restore() {
        if (!spent && Files.exists(file)) {
            return true;
        }
        long now = System.nanoTime();
        if (now - lastTry < RETRY_NANOS) {
            return false;
        }
        lastTry = now;
        try {
            boolean room = Files.getFileStore(file.getParent()).getUsableSpace() >= 2 * bytes;
            spent = !room || !written();
        } catch (IOException e) {
            spent = true;
        }
        return !spent;
    }

    /** Of noise, since some file systems take no space for zeros. */
    private boolean written() throws IOException {
        byte[] noise = new byte[BLOCK];
        new Random().nextBytes(noise);
        try (OutputStream out = Files.newOutputStream(file)) {
            for (long left = bytes; left > 0; left -= BLOCK) {
                out.write(noise, 0, (int) Math.min(left, BLOCK));
            }
            return true;
        } catch (IOException e) {
            Files.deleteIfExists(file);
            return false;
        }
    }
}

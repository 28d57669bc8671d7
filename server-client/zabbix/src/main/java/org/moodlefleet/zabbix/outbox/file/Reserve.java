package org.moodlefleet.zabbix.outbox.file;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Space for the day when the disk is full: to forget what Zabbix has taken needs some, in the log and for what
 * the log had put off. So nothing more is stored while the disk has less left than this; and as much again is
 * kept in a file, which is given up when others have used up the disk and a write finds no space at all.
 */
public final class Reserve {

    private static final Logger LOG = LoggerFactory.getLogger(Reserve.class);
    private static final long LARGEST = 16 << 20;
    private static final long PART_OF_MAX_BYTES = 64;
    private static final int BLOCK = 64 << 10;
    private static final long RETRY_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Path file;
    private final long bytes;
    private long lastTry = System.nanoTime() - RETRY_NANOS;
    private boolean full;

    public Reserve(Path outbox, long maxBytes) {
        this.file = outbox.resolveSibling(outbox.getFileName() + ".reserve");
        this.bytes = Math.min(LARGEST, maxBytes / PART_OF_MAX_BYTES);
    }

    /** After a write that found no space, which may also be the limit of the outbox's own file. */
    public void spend() {
        try {
            if (usable() < bytes) {
                markFull();
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            LOG.debug("reserve not given up", e);
        }
    }

    /**
     * Before anything is stored.
     *
     * @return whether the disk has room for it, and the reserve is there
     */
    public boolean leavesRoom() {
        if (usable() >= bytes && (Files.exists(file) || restore())) {
            if (full) {
                LOG.info("the disk of the outbox has space again");
            }
            full = false;
            return true;
        }
        markFull();
        return false;
    }

    private void markFull() {
        if (!full) {
            LOG.warn("the disk of the outbox is full: nothing more is stored, what is stored goes on to Zabbix");
        }
        full = true;
    }

    private long usable() {
        return file.resolveSibling("").toFile().getUsableSpace();
    }

    private boolean restore() {
        long now = System.nanoTime();
        if (now - lastTry < RETRY_NANOS || usable() < 2 * bytes) {
            return false;
        }
        lastTry = now;
        try (OutputStream out = Files.newOutputStream(file)) {
            byte[] noise = new byte[BLOCK]; // some file systems take no space for zeros
            ThreadLocalRandom.current().nextBytes(noise);
            for (long left = bytes; left > 0; left -= BLOCK) {
                out.write(noise, 0, (int) Math.min(left, BLOCK));
            }
            return true;
        } catch (IOException e) {
            spend();
            return false;
        }
    }
}

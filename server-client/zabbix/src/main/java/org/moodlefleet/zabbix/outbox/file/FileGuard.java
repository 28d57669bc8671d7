package org.moodlefleet.zabbix.outbox.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.moodlefleet.zabbix.outbox.contract.OutboxException;
import org.moodlefleet.zabbix.outbox.contract.OutboxException.Reason;

/**
 * Keeps other processes from the outbox, also while its file is being exchanged for a mended one: a lock on a
 * file of its own, which the operating system lifts however the process ends.
 */
public final class FileGuard implements AutoCloseable {

    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private final FileChannel channel;

    private FileGuard(FileChannel channel) {
        this.channel = channel;
    }

    /** @param file of the outbox; the lock's stands beside it */
    public static FileGuard of(Path file) throws IOException {
        FileChannel channel = FileChannel.open(
                file.resolveSibling(file.getFileName() + ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        long patience = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(SqliteFile.RELEASE_MILLIS);
        while (!locked(channel)) {
            if (System.nanoTime() > patience) {
                channel.close();
                throw new OutboxException(
                        file, Reason.IN_USE, "another process has it open; stop that one, or use another folder", null);
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        return new FileGuard(channel);
    }

    private static boolean locked(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false; // this process itself has it, in another outbox
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}

package org.moodlefleet.zabbix.outbox.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.moodlefleet.zabbix.outbox.contract.OutboxConfig;

/**
 * SQLite's log as it stands beside a file that was not closed, read before SQLite does. SQLite takes the log
 * up to its first wrong checksum and forgets the rest without a word, since that is how a log ends that was
 * being written at the time. Where whole transactions follow the wrong one, it is not such an end.
 *
 * <p>Format: https://www.sqlite.org/fileformat2.html#the_write_ahead_log
 */
public final class WriteAheadLog {

    private static final int HEADER = 32;
    private static final int FRAME_HEADER = 24;
    private static final int MAGIC = 0x377f0682;

    private final ByteBuffer bytes;
    private int sum0;
    private int sum1;

    private WriteAheadLog(ByteBuffer bytes) {
        this.bytes = bytes;
    }

    /** @return whether it is there and holds anything */
    public static boolean isWritten(Path log) throws IOException {
        return Files.exists(log) && Files.size(log) > HEADER;
    }

    /** @return committed transactions that SQLite will not find, as far as they can be seen */
    public static int lostTransactions(Path log) throws IOException {
        if (!isWritten(log)) {
            return 0;
        }
        try (FileChannel channel = FileChannel.open(log, StandardOpenOption.READ)) {
            ByteBuffer bytes =
                    channel.map(FileChannel.MapMode.READ_ONLY, 0, Math.min(channel.size(), Integer.MAX_VALUE));
            return new WriteAheadLog(bytes).lost();
        }
    }

    private int lost() {
        int page = bytes.getInt(8);
        boolean known = (bytes.getInt(0) & ~1) == MAGIC && page == OutboxConfig.PAGE_BYTES;
        add(0, HEADER - 8);
        if (!known || !sumsAt(HEADER - 8)) {
            return 1; // the header: nothing of the log is taken, and what was in it cannot be told
        }
        int frame = HEADER;
        int length = FRAME_HEADER + page;
        while (isOfThisLog(frame, length)) {
            add(frame, 8);
            add(frame + FRAME_HEADER, page);
            if (!sumsAt(frame + 16)) {
                break;
            }
            frame += length;
        }
        int lost = 0;
        for (int later = frame + length; isOfThisLog(later, length); later += length) {
            lost += bytes.getInt(later + 4) == 0 ? 0 : 1; // only the frame that commits has the size of the file
        }
        return lost + (isOfAnotherLogAmidThisOne(frame, length) ? 1 : 0);
    }

    /** A damaged salt looks like the end of the log, unless frames of this log follow. */
    private boolean isOfAnotherLogAmidThisOne(int frame, int length) {
        return frame + 2 * length <= bytes.capacity()
                && !isOfThisLog(frame, length)
                && isOfThisLog(frame + length, length);
    }

    private boolean isOfThisLog(int frame, int length) {
        return frame + length <= bytes.capacity() && bytes.getLong(frame + 8) == bytes.getLong(16);
    }

    private boolean sumsAt(int position) {
        return bytes.getInt(position) == sum0 && bytes.getInt(position + 4) == sum1;
    }

    private void add(int from, int length) {
        ByteOrder order = (bytes.getInt(0) & 1) == 1 ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        ByteBuffer words = bytes.slice(from, length).order(order);
        while (words.hasRemaining()) {
            sum0 += words.getInt() + sum1;
            sum1 += words.getInt() + sum0;
        }
    }
}

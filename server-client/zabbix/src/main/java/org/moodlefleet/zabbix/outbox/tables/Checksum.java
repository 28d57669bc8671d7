package org.moodlefleet.zabbix.outbox.tables;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;
import org.moodlefleet.zabbix.Sample;

/**
 * Of the fields of a row, stored beside them: SQLite finds a broken page, not a letter that has changed
 * within a text. Rows of an older version have none and are taken as they are.
 */
public final class Checksum {

    private Checksum() {}

    public static long of(String owner, Sample sample) {
        return of(owner, sample.host(), sample.key(), sample.value(), sample.clock(), sample.ns());
    }

    /** @param fields texts and whole numbers */
    public static long of(Object... fields) {
        CRC32C crc = new CRC32C();
        for (Object field : fields) {
            if (field instanceof Number number) {
                crc.update(ByteBuffer.allocate(Long.BYTES).putLong(0, number.longValue()));
            } else {
                crc.update(field.toString().getBytes(StandardCharsets.UTF_8));
                crc.update(0xFF); // in no text
            }
        }
        return crc.getValue();
    }
}

package org.moodlefleet.zabbix.outbox.repair;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.moodlefleet.zabbix.outbox.contract.Counts;
import org.moodlefleet.zabbix.outbox.tables.BacklogTable;
import org.moodlefleet.zabbix.outbox.tables.Checksum;
import org.moodlefleet.zabbix.outbox.tables.SampleBatchTable;
import org.moodlefleet.zabbix.outbox.tables.WatermarkTable;

/**
 * What is known without the file, in a small one beside it, written once a minute: the totals, and for each
 * stream the position before which nothing was pending. When the file loses samples, collection goes back
 * there.
 *
 * @param open whether the outbox was in use when they were written
 * @param totals by owner
 * @param settled positions by stream
 */
public record RecoveryCheckpoint(boolean open, Map<String, Counts> totals, Map<String, Long> settled) {

    private static final ObjectMapper JSON = new ObjectMapper();

    public static RecoveryCheckpoint of(Connection connection, Map<String, Counts> totals) throws SQLException {
        Map<String, Long> settled = new HashMap<>(WatermarkTable.readAll(connection, ""));
        BacklogTable.oldest(connection).forEach((stream, next) -> settled.merge(stream, next, Math::min));
        SampleBatchTable.unsettled(connection).forEach((stream, before) -> settled.merge(stream, before, Math::min));
        return new RecoveryCheckpoint(true, new TreeMap<>(totals), new TreeMap<>(settled));
    }

    public RecoveryCheckpoint closed() {
        return new RecoveryCheckpoint(false, totals, settled);
    }

    /** @return empty when they are missing or damaged themselves */
    public static Optional<RecoveryCheckpoint> read(Path file) throws IOException {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        String text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        int end = text.indexOf('\n');
        if (end < 0 || !text.substring(end + 1).equals(sum(text.substring(0, end)))) {
            return Optional.empty();
        }
        byte[] document = text.substring(0, end).getBytes(StandardCharsets.ISO_8859_1);
        return Optional.of(JSON.readValue(document, RecoveryCheckpoint.class));
    }

    /** The old ones stay until the new ones are whole. */
    public void write(Path file) throws IOException {
        String document = new String(JSON.writeValueAsBytes(this), StandardCharsets.ISO_8859_1);
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        try (FileChannel channel = FileChannel.open(
                fresh, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            ByteBuffer bytes = ByteBuffer.wrap((document + "\n" + sum(document)).getBytes(StandardCharsets.ISO_8859_1));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static String sum(String document) {
        return Long.toHexString(Checksum.of(document));
    }
}

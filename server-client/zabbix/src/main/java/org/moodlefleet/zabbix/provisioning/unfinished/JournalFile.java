package org.moodlefleet.zabbix.provisioning.unfinished;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A journal in a small file of the data folder, readable by its owner alone: one JSON object, or no file when no call is
 * under way. A file that cannot be read is taken for a call that has just begun. Where nothing can be written, such as on
 * a full disk, calls are made all the same; that is logged once.
 */
public final class JournalFile implements CallJournal {

    private static final Logger LOG = LoggerFactory.getLogger(JournalFile.class);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path file;
    private Optional<UnfinishedCall> last;
    private boolean broken;

    /** @param file in a folder that exists */
    public JournalFile(Path file) {
        this.file = file;
        this.last = read(file);
    }

    @Override
    public synchronized void begin(UnfinishedCall call) {
        last = Optional.of(call);
        attempt(() -> {
            // its owner's alone
            Path written = Files.createTempFile(file.toAbsolutePath().getParent(), "provisioning", ".tmp");
            try (FileChannel channel = FileChannel.open(written, StandardOpenOption.WRITE)) {
                channel.write(ByteBuffer.wrap(text(call)));
                channel.force(true);
            }
            Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
        });
    }

    @Override
    public synchronized void end() {
        last = Optional.empty();
        attempt(() -> Files.deleteIfExists(file));
    }

    @Override
    public synchronized Optional<UnfinishedCall> unfinished() {
        return last;
    }

    private static byte[] text(UnfinishedCall call) throws IOException {
        return JSON.writeValueAsBytes(Map.of(
                "begun", call.begun().toEpochMilli(),
                "method", call.method(),
                "names", call.names()));
    }

    private static Optional<UnfinishedCall> read(Path file) {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            JsonNode call = JSON.readTree(Files.readString(file, StandardCharsets.UTF_8));
            List<String> names = new ArrayList<>();
            call.path("names").forEach(name -> names.add(name.asText()));
            return Optional.of(new UnfinishedCall(
                    Instant.ofEpochMilli(call.path("begun").asLong(System.currentTimeMillis())),
                    call.path("method").asText(),
                    names));
        } catch (IOException e) {
            return Optional.of(new UnfinishedCall(Instant.now(), "", List.of()));
        }
    }

    private void attempt(Write write) {
        try {
            write.run();
            broken = false;
        } catch (IOException | UncheckedIOException e) {
            if (!broken) {
                LOG.atWarn()
                        .addKeyValue("file", file)
                        .addKeyValue("cause", e.toString())
                        .log("calls to Zabbix cannot be noted: what a killed program was making may stand twice");
            }
            broken = true;
        }
    }

    private interface Write {
        void run() throws IOException;
    }
}

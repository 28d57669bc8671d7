package org.moodlefleet.zabbix.outbox.repair;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.moodlefleet.zabbix.outbox.file.SqliteFile;
import org.moodlefleet.zabbix.outbox.tables.Schema;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Exchanges a damaged file for a new one that has what could be read of it. The new one is whole on the disk
 * before the old one loses its name, so that an end of the process at any moment leaves one of them.
 */
public final class OutboxRepair {

    private static final Logger LOG = LoggerFactory.getLogger(OutboxRepair.class);
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmssSSS'Z'").withZone(ZoneOffset.UTC);

    /** Damaged files may be examined; more of them would fill the disk. */
    private static final int KEPT = 3;

    private final Path file;
    private final Path fresh;
    private final Clock clock;

    public OutboxRepair(Path file, Clock clock) {
        this.file = file;
        this.fresh = sibling(".mended");
        this.clock = clock;
    }

    /** A mended file beside the damaged one may be half written; alone it is whole. */
    public void finishInterrupted() throws IOException {
        if (Files.exists(fresh) && !Files.exists(file)) {
            Files.deleteIfExists(sibling("-wal")); // of the damaged file
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        } else {
            Files.deleteIfExists(fresh);
        }
    }

    public RowRecovery.Outcome hint(String finding, RecoveryCheckpoint marks, boolean suspect)
            throws IOException, SQLException {
        Files.deleteIfExists(fresh);
        RowRecovery.Outcome outcome = salvage(marks, suspect);
        try (FileChannel whole = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
            whole.force(true);
        }
        Path aside = sibling(".damaged-" + STAMP.format(clock.instant()));
        moveIfThere(file, aside);
        moveIfThere(sibling("-wal"), aside.resolveSibling(aside.getFileName() + "-wal"));
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        forgetOldest();
        tell(finding, aside, outcome);
        return outcome;
    }

    private RowRecovery.Outcome salvage(RecoveryCheckpoint marks, boolean suspect) throws SQLException {
        try (Connection to = new SqliteFile(fresh).openUnsafe()) {
            Schema.prepare(to);
            try (Connection from = new SqliteFile(file).openDamaged()) {
                return new RowRecovery(from, to, marks, suspect).run();
            }
        } catch (RowRecovery.NotWrittenException e) {
            throw e.reason();
        }
    }

    private static void moveIfThere(Path from, Path to) throws IOException {
        if (Files.exists(from)) {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    private void forgetOldest() throws IOException {
        String prefix = file.getFileName() + ".damaged-";
        try (Stream<Path> beside = Files.list(file.getParent())) {
            List<Path> aside = beside.filter(path -> {
                        String name = path.getFileName().toString();
                        return name.startsWith(prefix) && !name.endsWith("-wal");
                    })
                    .sorted(Comparator.reverseOrder())
                    .skip(KEPT)
                    .toList();
            for (Path old : aside) {
                Files.delete(old);
                Files.deleteIfExists(old.resolveSibling(old.getFileName() + "-wal"));
            }
        }
    }

    private static void tell(String finding, Path aside, RowRecovery.Outcome outcome) {
        LOG.atError()
                .addKeyValue("file", aside.getFileName())
                .log(
                        "outbox damaged ({}): {} pending samples saved into a new file, the damaged one set aside;"
                                + " {}{}",
                        finding.replaceAll("\\s+", " "),
                        outcome.saved(),
                        outcome.countable() ? "" : "not all that is lost can be counted; ",
                        outcome.steppedBack() ? "windows that may be lost are collected again" : "nothing is lost");
        outcome.lost()
                .forEach((owner, n) -> LOG.atError()
                        .addKeyValue("owner", owner)
                        .log("{} samples lost in the damaged outbox, counted as dropped", n));
    }

    private Path sibling(String suffix) {
        return file.resolveSibling(file.getFileName() + suffix);
    }
}

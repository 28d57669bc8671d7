package org.moodlefleet.zabbix.provisioning.unfinished;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalFileTest {

    private static final Instant NOW = Instant.ofEpochSecond(1_800_000_000L);
    private static final UnfinishedCall CALL = new UnfinishedCall(NOW, "host.create", List.of("a", "b"));

    @TempDir
    Path folder;

    @Test
    @DisplayName("Invariant 8: the call that a killed program was making is known to its successor")
    void remembers() throws IOException {
        Path file = folder.resolve("provisioning-default.json");
        JournalFile killed = new JournalFile(file);
        killed.begin(CALL);

        assertThat(new JournalFile(file).unfinished()).hasValue(CALL);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        killed.end();
        assertThat(new JournalFile(file).unfinished()).isEmpty();
        try (var files = Files.list(folder)) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    void whatCannotBeReadIsTakenForACallThatHasJustBegun() throws IOException {
        Path file = folder.resolve("torn.json");
        Files.writeString(file, "{\"begun\": 18000");

        assertThat(new JournalFile(file).unfinished()).isPresent();
    }

    @Test
    void whereNothingCanBeWrittenCallsAreMadeAllTheSame() {
        JournalFile journal = new JournalFile(folder.resolve("missing/file.json"));
        journal.begin(CALL);
        assertThat(journal.unfinished()).hasValue(CALL);
        journal.end();
        assertThat(journal.unfinished()).isEmpty();
    }

    @Test
    @DisplayName("Invariant 8: an earlier call is waited for until what it makes is there, and a minute at the most")
    void waits() {
        CallJournal journal = CallJournal.inMemory();
        boolean[] there = {false};
        EarlierCalls earlier = new EarlierCalls(journal, InstantSource.fixed(NOW), (method, names) -> there[0]);
        assertThat(earlier.left()).isZero();
        journal.begin(CALL);
        assertThat(earlier.left()).isBetween(Duration.ofSeconds(55), Duration.ofSeconds(60));
        there[0] = true;
        assertThat(earlier.left()).isZero();
        assertThat(journal.unfinished()).isEmpty();

        there[0] = false;
        journal.begin(new UnfinishedCall(NOW.minusSeconds(61), "configuration.import", List.of()));
        assertThat(earlier.left()).isZero();
        journal.begin(new UnfinishedCall(NOW.plusSeconds(3600), "host.create", List.of("a")));
        assertThat(earlier.left()).isBetween(Duration.ofSeconds(55), UnfinishedCall.LONGEST);
    }
}

package org.moodlefleet.zabbix.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.moodlefleet.zabbix.outbox.TestOutbox.done;
import static org.moodlefleet.zabbix.outbox.TestOutbox.pending;

import io.vertx.core.Vertx;
import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.moodlefleet.zabbix.Sample;
import org.moodlefleet.zabbix.outbox.contract.SampleBatch;
import org.moodlefleet.zabbix.outbox.contract.StreamBacklog;
import org.moodlefleet.zabbix.outbox.contract.Watermark;

@DisplayName("Invariant 2: what a watermark passes over is remembered until it is collected")
class BacklogTest {

    @TempDir
    private Path folder;

    private final Vertx vertx = Vertx.vertx();
    private Path file;
    private Outbox outbox;

    @BeforeEach
    void open() {
        file = folder.resolve("outbox.db");
        outbox = TestOutbox.open(vertx, file);
    }

    @AfterEach
    void close() {
        done(outbox.close());
        vertx.close().await();
    }

    private void window(String stream, long start, long end) {
        Watermark reached = new Watermark(stream, end, OptionalLong.of(start));
        done(outbox.append(new SampleBatch("acme", List.of(), Optional.of(reached))));
    }

    private List<StreamBacklog> open(String stream) {
        return done(outbox.backlogs(stream)).stream()
                .filter(StreamBacklog::isOpen)
                .toList();
    }

    private static StreamBacklog missed(long first, long next, long end) {
        return new StreamBacklog("s", first, next, end, false);
    }

    private static StreamBacklog asked(long first, long next, long end) {
        return new StreamBacklog("s", first, next, end, true);
    }

    private static Sample sample(long clock) {
        return new Sample("h", "k", "1", clock, 1);
    }

    @Test
    void theFirstWindowPassesNothingOverAndTellsWhereTheStreamBegins() {
        window("s", 10, 20);
        window("s", 20, 30);

        assertThat(done(outbox.backlogs("s"))).containsExactly(asked(10, 10, 10));
    }

    @Test
    void aGapIsBacklogAndGapsThatTouchAreOne() {
        window("s", 10, 20);
        window("s", 40, 50);
        window("s", 60, 70);
        window("s", 90, 100);
        assertThat(open("s")).containsExactly(missed(20, 20, 40), missed(50, 50, 60), missed(70, 70, 90));

        done(outbox.ask(List.of(missed(40, 40, 50))));
        assertThat(open("s")).containsExactly(missed(20, 20, 60), missed(70, 70, 90));
    }

    @Test
    void aStreamWithoutWindowsHasNoBacklog() {
        for (long position : List.of(10, 90)) {
            done(outbox.append(new SampleBatch("acme", List.of(), Optional.of(new Watermark("s", position)))));
        }
        assertThat(done(outbox.backlogs(""))).isEmpty();
    }

    @Test
    void samplesAndPositionAreStoredTogetherAndNothingTwice() {
        window("s", 10, 20);
        window("s", 60, 70);

        assertThat(done(outbox.catchUp(missed(20, 20, 60), 40, "acme", List.of(sample(29), sample(39)))))
                .isTrue();
        assertThat(done(outbox.catchUp(missed(20, 20, 60), 40, "acme", List.of(sample(999)))))
                .isFalse();
        done(outbox.close());
        outbox = TestOutbox.open(vertx, file);

        assertThat(open("s")).containsExactly(missed(20, 40, 60));
        assertThat(pending(outbox)).containsExactlyInAnyOrder(sample(29), sample(39));
        done(outbox.catchUp(missed(20, 40, 60), 60, "acme", List.of()));
        assertThat(done(outbox.backlogs("s"))).containsExactly(asked(10, 10, 10));
        assertThat(done(outbox.watermarks("s"))).containsEntry("s", 70L);
    }

    @Test
    void aBacklogThatGrowsMeanwhileGoesOn() {
        window("s", 10, 20);
        window("s", 60, 70);
        StreamBacklog read = open("s").get(0);
        done(outbox.ask(List.of(missed(60, 60, 80))));

        assertThat(done(outbox.catchUp(read, 30, "acme", List.of()))).isTrue();
        assertThat(open("s")).containsExactly(missed(20, 30, 80));
    }

    @Test
    void whatWasAskedForStaysAsAMemoryAndIsDroppedWithoutWhatWasMissed() {
        window("s", 100, 110);
        window("s", 120, 130);
        done(outbox.ask(List.of(asked(50, 50, 100))));
        done(outbox.catchUp(asked(50, 50, 100), 100, "acme", List.of()));
        assertThat(done(outbox.backlogs("s"))).contains(asked(50, 100, 100));

        done(outbox.ask(List.of(asked(10, 10, 50))));
        done(outbox.catchUp(asked(10, 10, 50), 30, "acme", List.of()));
        done(outbox.dropAsked("s"));

        assertThat(done(outbox.backlogs("s")))
                .containsExactlyInAnyOrder(
                        asked(50, 50, 50), asked(50, 100, 100), asked(100, 100, 100), missed(110, 110, 120));
    }

    @Test
    void anInstanceThatIsForgottenLeavesNone() {
        window("acme/main/s", 10, 20);
        window("acme/main/s", 60, 70);
        window("acme/mainly/s", 10, 20);

        done(outbox.forgetWatermarks("acme/main/"));

        assertThat(done(outbox.backlogs(""))).extracting(StreamBacklog::stream).containsExactly("acme/mainly/s");
    }

    @Test
    void streamsAreForgottenByTheirNames() {
        for (String stream : List.of("acme/main/a", "acme/main/a-b")) {
            window(stream, 10, 20);
            window(stream, 60, 70);
        }

        done(outbox.forgetWatermarks(Set.of("acme/main/a")));

        assertThat(done(outbox.watermarks(""))).containsOnlyKeys("acme/main/a-b");
        assertThat(done(outbox.backlogs(""))).extracting(StreamBacklog::stream).containsOnly("acme/main/a-b");
        window("acme/main/a", 90, 100);
        assertThat(open("acme/main/a")).extracting(StreamBacklog::stream).containsOnly("acme/main/a-b");
    }

    @Test
    @DisplayName("kill -9 amid batches of a backlog: what is stored ends where the backlog goes on, each window once")
    void kill() throws Exception {
        Path killed = folder.resolve("killed.db");
        long end = 100_000_000;
        Outbox first = TestOutbox.open(vertx, killed);
        done(first.ask(List.of(new StreamBacklog(CatchingUpProcess.STREAM, 0, 0, end, false))));
        done(first.close());
        for (int kills = 1; kills <= 2; kills++) {
            long acknowledged = catchUpUntilKilled(killed, 40 * kills);

            Outbox after = TestOutbox.open(vertx, killed);
            StreamBacklog left = done(after.backlogs(CatchingUpProcess.STREAM)).get(0);
            assertThat(left.next()).isGreaterThanOrEqualTo(acknowledged);
            assertThat(pending(after)).containsExactlyInAnyOrderElementsOf(CatchingUpProcess.samples(0, left.next()));
            done(after.close());
        }
    }

    /** @return position of the last step that was acknowledged */
    private long catchUpUntilKilled(Path killed, int steps) throws Exception {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        Process child = new ProcessBuilder(
                        java, "-Xmx128m", "-cp", classPath, CatchingUpProcess.class.getName(), killed.toString())
                .redirectError(folder.resolve("child.err").toFile())
                .start();
        List<String> acknowledged = new ArrayList<>();
        try (BufferedReader out = child.inputReader()) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                if (line.matches("\\d+")) {
                    acknowledged.add(line);
                }
                if (acknowledged.size() == steps) {
                    child.toHandle().destroyForcibly(); // the process itself would close its output
                }
            }
        }
        assertThat(child.waitFor()).as("killed by signal 9").isEqualTo(128 + 9);
        return Long.parseLong(acknowledged.get(acknowledged.size() - 1));
    }

    @Test
    void aFileWithoutIsTakenOver() throws Exception {
        done(outbox.close());
        try (Connection sqlite = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = sqlite.createStatement()) {
            statement.execute("drop table backlog");
            statement.execute("update version set version = 2");
            statement.execute("pragma user_version = 2");
        }
        outbox = TestOutbox.open(vertx, file);
        window("s", 10, 20);
        window("s", 30, 40);
        assertThat(open("s")).containsExactly(missed(20, 20, 30));
    }

    @Test
    void aFileThatIsLostIsCollectedAgainFromTheOldestThatWasMissing() throws Exception {
        window("s", 10, 20);
        window("s", 60, 70);
        done(outbox.close());
        Files.delete(file);

        outbox = TestOutbox.open(vertx, file);

        assertThat(done(outbox.watermarks("s"))).containsEntry("s", 20L);
    }

    @Test
    void aBacklogThatHasChangedByItselfIsNotTrusted() throws Exception {
        window("s", 10, 20);
        window("s", 60, 70);
        done(outbox.close());
        try (Connection sqlite = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = sqlite.createStatement()) {
            statement.execute("update backlog set next = 40 where next = 20");
        }
        outbox = TestOutbox.open(vertx, file);

        assertThat(done(outbox.backlogs("s"))).containsExactly(asked(10, 10, 10));
        assertThat(done(outbox.watermarks("s"))).containsEntry("s", 20L);
    }
}

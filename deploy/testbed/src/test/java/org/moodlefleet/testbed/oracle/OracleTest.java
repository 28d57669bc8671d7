package org.moodlefleet.testbed.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OracleTest {
    private static final OracleSettings UTC = OracleSettings.defaults(ZoneOffset.UTC);

    private final TinySite site = new TinySite();

    @Test
    void aWindowIsDrawnOnItsLastSecondAndAStateOnTheTick() {
        ZoneId paris = ZoneId.of("Europe/Paris");

        assertThat(Oracle.clock("moodle.users.dailylogins", "daily", TinySite.TICK, paris))
                .isEqualTo(TinySite.stamp("2026-11-18T22:59:59Z"));
        assertThat(Oracle.clock("moodle.courses.top3", "daily", TinySite.TICK, paris))
                .isEqualTo(TinySite.stamp("2026-11-18T22:59:59Z"));
        assertThat(Oracle.clock("moodle.users.alive", "daily", TinySite.TICK, paris))
                .isEqualTo(TinySite.NOW);
        assertThat(Oracle.clock("moodle.forum.posts", "instant", TinySite.TICK, paris))
                .isEqualTo(TinySite.NOW);
        assertThatThrownBy(() -> Oracle.clock("moodle.forum.posts", "daily", TinySite.TICK, paris))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("moodle.forum.posts");
    }

    @Test
    void anEmptySiteSendsZerosButNoMeans() {
        assertThat(site.values("daily"))
                .containsEntry("moodle.courses.all", "0")
                .containsEntry("moodle.courses.nostudentslist", "")
                .containsEntry("moodle.storage.filepoolunique", "0.00")
                .doesNotContainKeys(
                        "moodle.completion.dailyavgtimetocompletefromstart", "moodle.forum.weekforumroleratio");
        assertThat(site.values("monthly"))
                .doesNotContainKeys("moodle.forum.participation", "moodle.quiz.monthlysuccessratio");
        assertThat(site.values("hourly"))
                .doesNotContainKeys(
                        "moodle.general.cronlateness", "moodle.storage.oldestlog", "moodle.general.upgradespending");
    }

    @Test
    void withoutATableOnlyWhatRestsOnItIsMissing() {
        assertThat(site.without("quiz_attempts").values("weekly"))
                .doesNotContainKey("moodle.quiz.weeklyattempts")
                .containsEntry("moodle.auth.weeklymanualusers", "0");
    }

    @Test
    void theRegistrySaysWhatTheSiteCannot() {
        site.config("version", "2025100600.02").user(TinySite.ADMIN, "lastaccess", 5);

        assertThat(site.values("instant"))
                .containsEntry("moodle.general.started", "0")
                .containsEntry("moodle.general.cronstate", "1");
        assertThat(site.values(UTC.withStarted(true), "instant")).containsEntry("moodle.general.started", "1");
        assertThat(site.values(UTC.withTargetVersion("2025100600.1"), "hourly"))
                .containsEntry("moodle.general.upgradespending", "1");
        assertThat(site.values(UTC.withTargetVersion("2025100600.020"), "hourly"))
                .containsEntry("moodle.general.hourlyneedsupgrading", "0");
        assertThat(site.user(10, "lastaccess", 5).values("instant")).containsEntry("moodle.general.started", "1");
    }

    @Test
    void attemptsLastFromASecondToADay() {
        attempt("finished", 100, "1,2,0").attempt("submitted", 50, "1,0,2,3,0").attempt("inprogress", 9, "1");
        attempt("finished", 0, "1").attempt("finished", 86401, "1").attempt("finished", 30, "0");

        assertThat(site.values("weekly"))
                .containsAllEntriesOf(Map.of(
                        "moodle.quiz.weeklyattempts", "5",
                        "moodle.quiz.weeklyaverageattemptduration", "60.00",
                        // (100 / 2 + 50 / 3) / 2 = 33.333...
                        "moodle.quiz.weeklyaveragequestionduration", "33.33"));
    }

    @Test
    void theLastStepOfAnAnswerDecides() {
        long october = TinySite.stamp("2026-10-10T10:00:00Z");
        site.with(
                "quiz_attempts",
                "id",
                1,
                "quiz",
                1,
                "userid",
                10,
                "state",
                "finished",
                "preview",
                0,
                "timefinish",
                october,
                "uniqueid",
                7);
        answer(1, "gradedwrong", "mangrright")
                .answer(2, "gradedright", "gradedwrong")
                .answer(3, "gradedright");
        answer(4, "gradedpartial");

        assertThat(site.values("monthly")).containsEntry("moodle.quiz.monthlysuccessratio", "0.6667");
    }

    @Test
    void aContentIsStoredOnce() {
        file("a", 1024, "mod_page", "content", "video/mp4").file("a", 1024, "user", "draft", "video/mp4");
        file("b", 5, "user", "backup", "application/vnd.moodle.backup")
                .file("c", 6, "mod_page", "content", "text/html");

        assertThat(site.values("daily"))
                .containsEntry("moodle.storage.filepoolunique", "1.01")
                .containsEntry("moodle.storage.storedvideounique", "1.00");
        assertThat(site.values("hourly"))
                .containsEntry("moodle.storage.storedareassize", "1.01")
                .containsEntry("moodle.storage.storedbackupsize", "0.00")
                .containsEntry("moodle.storage.storeddocumentssize", "0.01");
    }

    @Test
    void halvesAreRoundedAwayFromZero() {
        assertThat(Decimals.quotient(1, 8, 2)).isEqualTo(new BigDecimal("0.13"));
        assertThat(Decimals.quotient(25, 2, 2)).isEqualTo(new BigDecimal("12.50"));
    }

    @Test
    void aLongListIsCutAtAWholeElement() {
        String list =
                Texts.list(IntStream.range(1000, 2000).mapToObj(String::valueOf).toList());

        // 399 ids of 4 digits and 398 commas make 1994 characters, and ",+601" would be five more
        assertThat(list).hasSize(1999).startsWith("1000,1001,").endsWith(",1398,+601");
    }

    private OracleTest attempt(String state, long duration, String layout) {
        site.with(
                "quiz_attempts",
                "quiz",
                1,
                "userid",
                10,
                "state",
                state,
                "preview",
                0,
                "timestart",
                TinySite.LAST_WEEK - duration,
                "timefinish",
                TinySite.LAST_WEEK,
                "layout",
                layout);
        return this;
    }

    private OracleTest answer(long id, String... states) {
        site.with("question_attempts", "id", id, "questionusageid", 7);
        for (int i = 0; i < states.length; i++) {
            site.with("question_attempt_steps", "questionattemptid", id, "sequencenumber", i, "state", states[i]);
        }
        return this;
    }

    private OracleTest file(String hash, long size, String component, String area, String type) {
        site.with(
                "files",
                "contextid",
                1,
                "contenthash",
                hash,
                "filesize",
                size,
                "component",
                component,
                "filearea",
                area,
                "mimetype",
                type,
                "timecreated",
                0);
        return this;
    }
}

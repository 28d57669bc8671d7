package org.moodlefleet.testbed.oracle;

import static org.moodlefleet.testbed.oracle.Measure.state;
import static org.moodlefleet.testbed.oracle.Measure.window;
import static org.moodlefleet.testbed.oracle.Rate.DAILY;
import static org.moodlefleet.testbed.oracle.Rate.INSTANT;
import static org.moodlefleet.testbed.oracle.Rate.MONTHLY;
import static org.moodlefleet.testbed.oracle.Rate.WEEKLY;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** moodle.quiz: quizzes and attempts at them (docs/measures-rules.md, section 7). */
final class QuizOracle {
    private static final long DAY = 86400;

    private QuizOracle() {}

    static List<Measure> measures() {
        return List.of(
                state("moodle.quiz.attemptsinprogress", INSTANT, QuizOracle::attemptsInProgress),
                state("moodle.quiz.activequizs", DAILY, QuizOracle::activeQuizzes),
                window("moodle.quiz.dailyattempts", DAILY, now -> finished(now).count()),
                window("moodle.quiz.dailyactivecourseswithattempts", DAILY, QuizOracle::coursesWithAttempts),
                window("moodle.quiz.dailydistinctattemptingusers", DAILY, QuizOracle::distinctUsers),
                window(
                        "moodle.quiz.weeklyattempts",
                        WEEKLY,
                        now -> finished(now).count()),
                window("moodle.quiz.weeklyactivecourseswithattempts", WEEKLY, QuizOracle::coursesWithAttempts),
                window("moodle.quiz.weeklydistinctattemptingusers", WEEKLY, QuizOracle::distinctUsers),
                window("moodle.quiz.weeklyaverageattemptduration", WEEKLY, QuizOracle::averageAttemptDuration),
                window("moodle.quiz.weeklyaveragequestionduration", WEEKLY, QuizOracle::averageQuestionDuration),
                window("moodle.quiz.monthlysuccessratio", MONTHLY, QuizAnswers::successRatio));
    }

    /** Handed in during the window, and not a teacher's preview. */
    static Stream<Row> finished(Reading now) {
        Window window = now.window();
        return now.rows("quiz_attempts")
                .filter(attempt -> attempt.is("preview", 0))
                .filter(attempt -> attempt.in("state", List.of("finished", "submitted")))
                .filter(attempt -> attempt.within("timefinish", window));
    }

    static long attemptsInProgress(Reading now) {
        return now.rows("quiz_attempts")
                .filter(attempt -> attempt.is("state", "inprogress") && attempt.is("preview", 0))
                .filter(attempt -> attempt.atLeast("timestart", now.tick() - DAY))
                .count();
    }

    static long activeQuizzes(Reading now) {
        Window window = now.window();
        Set<Long> open = now.activities().openInstances("quiz", window);
        return now.rows("quiz")
                .filter(quiz -> quiz.in("id", open) && quiz.below("timeopen", window.end()))
                .filter(quiz -> quiz.is("timeclose", 0) || quiz.atLeast("timeclose", window.start()))
                .count();
    }

    static long coursesWithAttempts(Reading now) {
        Map<Long, Long> courses =
                now.rows("quiz").collect(Collectors.toMap(quiz -> quiz.num("id"), quiz -> quiz.num("course")));
        return finished(now)
                .filter(attempt -> attempt.in("quiz", courses.keySet()))
                .map(attempt -> courses.get(attempt.num("quiz")))
                .distinct()
                .count();
    }

    static long distinctUsers(Reading now) {
        return finished(now).map(attempt -> attempt.num("userid")).distinct().count();
    }

    static BigDecimal averageAttemptDuration(Reading now) {
        return Decimals.mean(
                timed(now)
                        .map(attempt -> Decimals.fraction(duration(attempt), 1))
                        .toList(),
                2);
    }

    static BigDecimal averageQuestionDuration(Reading now) {
        return Decimals.mean(
                timed(now)
                        .filter(attempt -> questions(attempt) > 0)
                        .map(attempt -> Decimals.fraction(duration(attempt), questions(attempt)))
                        .toList(),
                2);
    }

    private static Stream<Row> timed(Reading now) {
        return finished(now)
                .filter(attempt -> attempt.above("timestart", 0))
                .filter(attempt -> duration(attempt) >= 1 && duration(attempt) <= DAY);
    }

    private static long duration(Row attempt) {
        return attempt.num("timefinish") - attempt.num("timestart");
    }

    /** Slots in the layout; its zeros are page breaks. */
    private static long questions(Row attempt) {
        String layout = attempt.isNull("layout") ? "" : attempt.text("layout");
        return Stream.of(layout.split(","))
                .map(String::strip)
                .filter(slot -> !slot.isEmpty() && Long.parseLong(slot) != 0)
                .count();
    }
}

package org.moodlefleet.testbed.oracle;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The answers to the questions of attempts. */
final class QuizAnswers {
    private static final Set<String> RIGHT = Set.of("gradedright", "mangrright");
    private static final Set<String> WRONG = Set.of("gradedwrong", "mangrwrong");

    private QuizAnswers() {}

    /** Right answers over right and wrong ones; partial and ungraded ones are neither. */
    static BigDecimal successRatio(Reading now) {
        List<Row> answers = lastSteps(now);
        long right = answers.stream().filter(step -> step.in("state", RIGHT)).count();
        long wrong = answers.stream().filter(step -> step.in("state", WRONG)).count();
        return Decimals.quotient(right, right + wrong, 4);
    }

    /** The step of highest sequence number of each question of the finished attempts. */
    private static List<Row> lastSteps(Reading now) {
        Set<Long> usages =
                QuizOracle.finished(now).map(attempt -> attempt.num("uniqueid")).collect(Collectors.toSet());
        Set<Long> questions = now.rows("question_attempts")
                .filter(question -> question.in("questionusageid", usages))
                .map(question -> question.num("id"))
                .collect(Collectors.toSet());
        Map<Long, Row> last = now.rows("question_attempt_steps")
                .filter(step -> step.in("questionattemptid", questions))
                .collect(Collectors.toMap(step -> step.num("questionattemptid"), Function.identity(), later()));
        return List.copyOf(last.values());
    }

    private static BinaryOperator<Row> later() {
        return (one, other) -> one.num("sequencenumber") > other.num("sequencenumber") ? one : other;
    }
}

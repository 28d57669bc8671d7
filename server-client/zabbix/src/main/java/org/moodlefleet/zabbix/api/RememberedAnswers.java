package org.moodlefleet.zabbix.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * What was answered lately: whoever asks the same gets the same, also while the answer is still on its way. All together are
 * no larger than one answer may be; when they are, all are forgotten.
 */
final class RememberedAnswers {

    /** Questions; a plan asks some dozens. */
    private static final int MOST = 1000;

    private final Vertx vertx;
    private final Duration howLong;
    private final long most = AnswerBounds.usual().values();
    /** Values of all answers since they were last forgotten. */
    private final AtomicLong held = new AtomicLong();

    private final Map<Question, Future<?>> answers = new ConcurrentHashMap<>();

    private record Question(String method, Object params) {}

    RememberedAnswers(Vertx vertx, Duration howLong) {
        this.vertx = vertx;
        this.howLong = howLong;
    }

    /** @param ask called when the answer is not known; a failure is remembered too */
    @SuppressWarnings("unchecked")
    <T> Future<T> of(String method, Object params, Supplier<Future<T>> ask) {
        if (answers.size() > MOST) {
            forget();
        }
        Question question = new Question(method, params);
        return (Future<T>) answers.computeIfAbsent(question, asked -> {
            Future<T> answer = ask.get().onSuccess(this::weigh);
            vertx.setTimer(howLong.toMillis(), old -> answers.remove(question, answer));
            return answer;
        });
    }

    private void weigh(Object answer) {
        if (answer instanceof JsonNode tree && held.addAndGet(values(tree)) > most) {
            forget();
        }
    }

    private static long values(JsonNode tree) {
        long values = 1;
        for (JsonNode below : tree) {
            values += values(below);
        }
        return values;
    }

    void forget() {
        answers.clear();
        held.set(0);
    }
}

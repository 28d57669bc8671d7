package org.moodlefleet.configapi.idempotency;

import static org.moodlefleet.configapi.problem.ApiMessage.KEY_IN_USE;
import static org.moodlefleet.configapi.problem.ApiMessage.KEY_OF_ANOTHER_REQUEST;

import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Supplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.moodlefleet.configapi.http.Answer;
import org.moodlefleet.configapi.http.ApiRequest;
import org.moodlefleet.configapi.problem.ProblemException;
import org.moodlefleet.registry.store.IdempotencyKeyTable;
import org.moodlefleet.registry.store.IdempotencyKeyTable.Answered;
import org.moodlefleet.registry.store.IdempotencyKeyTable.Call;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has a call with an {@code Idempotency-Key} done once, however often it is sent: a client that did not get the answer
 * sends it again. A call that failed has changed nothing and may be tried again under its key.
 */
public final class IdempotencyHandler {

    private static final Logger LOG = LoggerFactory.getLogger(IdempotencyHandler.class);

    private static final Duration REMEMBERED = Duration.ofDays(1);
    /** No call takes longer; one that was begun before was ended by a crash. */
    private static final Duration LONGEST_CALL = Duration.ofMinutes(15);
    /** Over all callers. */
    private static final int MOST_CALLS = 10_000;

    private static final int RETRY_SECONDS = 2;

    private final IdempotencyKeyTable calls;
    private final Clock clock;

    public IdempotencyHandler(IdempotencyKeyTable calls, Clock clock) {
        this.calls = calls;
        this.clock = clock;
    }

    /** @param work is not called when the answer is remembered */
    public Future<Answer> once(ApiRequest request, Supplier<Future<Answer>> work) {
        Optional<String> key = request.idempotencyKey();
        if (key.isEmpty()) {
            return work.get();
        }
        String id = digest(request.caller().name() + "\n" + key.get());
        return request.fingerprint(mac(key.get())).compose(fingerprint -> once(id, fingerprint, work));
    }

    private Future<Answer> once(String id, String fingerprint, Supplier<Future<Answer>> work) {
        Instant now = clock.instant();
        return calls.tidy(now.minus(REMEMBERED), now.minus(LONGEST_CALL), MOST_CALLS)
                .compose(tidy -> calls.begin(id, fingerprint, now))
                .compose(begun -> begun
                        ? work.get().compose(answer -> remember(id, answer), e -> forget(id, e))
                        : calls.find(id).map(known -> again(known, fingerprint)));
    }

    private Future<Answer> remember(String id, Answer answer) {
        String body = answer.remembered().toString();
        // a longer answer is not worth its room: the call would be done again
        Future<Void> noted = body.length() > IdempotencyKeyTable.LONGEST_BODY
                ? calls.forget(id)
                : calls.end(id, new Answered(answer.status(), answer.headers(), body));
        return noted.otherwise(e -> {
                    // it is done: who is told otherwise does it twice
                    LOG.atWarn().addKeyValue("cause", e.getMessage()).log("the answer to a call is not remembered");
                    return null;
                })
                .map(answer);
    }

    private Future<Answer> forget(String id, Throwable failure) {
        return calls.forget(id).transform(done -> Future.failedFuture(failure));
    }

    private static Answer again(Optional<Call> known, String fingerprint) {
        if (known.isPresent() && !known.get().fingerprint().equals(fingerprint)) {
            throw new ProblemException(422, KEY_OF_ANOTHER_REQUEST);
        }
        Answered answer = known.flatMap(Call::answer)
                .orElseThrow(() -> new ProblemException(409, KEY_IN_USE).retryAfter(RETRY_SECONDS));
        return Answer.again(answer.status(), answer.headers(), answer.body());
    }

    private static Mac mac(String key) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HmacSHA256", e);
        }
    }

    private static String digest(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}

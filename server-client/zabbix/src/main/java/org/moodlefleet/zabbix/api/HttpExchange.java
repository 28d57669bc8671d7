package org.moodlefleet.zabbix.api;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.time.Duration;
import java.util.function.Function;

/** One request and its answer, within a bounded time and bounded memory, however slowly or much the other side talks. */
final class HttpExchange<T> {

    private final Vertx vertx;
    private final Duration timeout;
    private final long mostBytes;
    private final LargeAnswers large;
    private final Function<Answer, Future<T>> understand;
    private final Promise<T> result = Promise.promise();
    private final AnswerBody body = new AnswerBody();

    private enum Turn {
        SMALL,
        WAITING,
        LARGE,
        OVER
    }

    private Turn turn = Turn.SMALL;

    /** @param headers of the answer */
    record Answer(int status, String reason, MultiMap headers, AnswerBody body) {}

    /**
     * @param timeout until all is done
     * @param mostBytes of the answer; of a longer one no more is read
     * @param large has others wait while a large answer is read and understood
     * @param understand makes of the whole answer what is asked for
     */
    HttpExchange(
            Vertx vertx, Duration timeout, long mostBytes, LargeAnswers large, Function<Answer, Future<T>> understand) {
        this.vertx = vertx;
        this.timeout = timeout;
        this.mostBytes = mostBytes;
        this.large = large;
        this.understand = understand;
    }

    Future<T> run(HttpClient http, HttpMethod method, URI url, MultiMap headers, Buffer sent) {
        long timer = vertx.setTimer(timeout.toMillis(), id -> result.tryFail("no whole answer within " + timeout));
        RequestOptions options = new RequestOptions()
                .setMethod(method)
                .setAbsoluteURI(url.toString())
                .setFollowRedirects(false)
                .setHeaders(headers);
        http.request(options).onFailure(result::tryFail).onSuccess(request -> send(request, sent));
        return result.future().onComplete(done -> vertx.cancelTimer(timer));
    }

    private void send(HttpClientRequest request, Buffer sent) {
        // harmless after a whole answer, the end of the connection before
        result.future().onFailure(e -> request.reset());
        if (!result.future().isComplete()) {
            request.send(sent).onFailure(result::tryFail).onSuccess(this::receive);
        }
    }

    private void receive(HttpClientResponse response) {
        Context context = vertx.getOrCreateContext();
        result.future().onComplete(done -> giveTurnBack());
        response.exceptionHandler(result::tryFail)
                .handler(piece -> {
                    if (body.length() + piece.length() > mostBytes) {
                        result.tryFail("an answer of more than " + mostBytes + " bytes");
                    } else if (!result.future().isComplete()) {
                        body.append(piece);
                        takeTurn(response, context);
                    }
                })
                .endHandler(end -> understand(response));
    }

    /** A large answer is not read on before its turn. */
    private void takeTurn(HttpClientResponse response, Context context) {
        synchronized (this) {
            if (turn != Turn.SMALL || body.length() <= LargeAnswers.SMALL) {
                return;
            }
            turn = Turn.WAITING;
        }
        response.pause();
        large.begin(() -> {
            boolean late;
            synchronized (this) {
                late = turn == Turn.OVER;
                turn = late ? turn : Turn.LARGE;
            }
            if (late) {
                large.end();
            } else {
                context.runOnContext(go -> response.resume());
            }
        });
    }

    private void giveTurnBack() {
        boolean had;
        synchronized (this) {
            had = turn == Turn.LARGE;
            turn = Turn.OVER;
        }
        if (had) {
            large.end();
        }
    }

    private void understand(HttpClientResponse response) {
        Answer answer = new Answer(response.statusCode(), response.statusMessage(), response.headers(), body);
        Future.<T>future(started -> understand.apply(answer).onComplete(started))
                .onSuccess(result::tryComplete)
                .onFailure(result::tryFail);
    }
}

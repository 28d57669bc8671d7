package org.moodlefleet.zabbix.api;

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

/** One request and its answer, within a bounded time and bounded memory, however slowly or much the other side talks. */
final class HttpExchange {

    /** A fleet of ten thousand hosts with all that we read of them is a third of this. */
    private static final int MAX_ANSWER_BYTES = 64 << 20;

    private final Vertx vertx;
    private final Duration timeout;
    private final Promise<Answer> answer = Promise.promise();

    /** @param headers of the answer */
    record Answer(int status, String reason, MultiMap headers, Buffer body) {}

    HttpExchange(Vertx vertx, Duration timeout) {
        this.vertx = vertx;
        this.timeout = timeout;
    }

    Future<Answer> run(HttpClient http, HttpMethod method, URI url, MultiMap headers, Buffer body) {
        long timer = vertx.setTimer(timeout.toMillis(), id -> answer.tryFail("no whole answer within " + timeout));
        RequestOptions options = new RequestOptions()
                .setMethod(method)
                .setAbsoluteURI(url.toString())
                .setFollowRedirects(false)
                .setHeaders(headers);
        http.request(options).onFailure(answer::tryFail).onSuccess(request -> send(request, body));
        return answer.future().onComplete(done -> vertx.cancelTimer(timer));
    }

    private void send(HttpClientRequest request, Buffer body) {
        // harmless after a whole answer, the end of the connection before
        answer.future().onFailure(e -> request.reset());
        if (!answer.future().isComplete()) {
            request.send(body).onFailure(answer::tryFail).onSuccess(this::receive);
        }
    }

    private void receive(HttpClientResponse response) {
        Buffer received = Buffer.buffer();
        response.exceptionHandler(answer::tryFail)
                .handler(piece -> {
                    if (received.length() + piece.length() > MAX_ANSWER_BYTES) {
                        answer.tryFail("an answer of more than " + MAX_ANSWER_BYTES + " bytes");
                    } else {
                        received.appendBuffer(piece);
                    }
                })
                .endHandler(end -> answer.tryComplete(
                        new Answer(response.statusCode(), response.statusMessage(), response.headers(), received)));
    }
}

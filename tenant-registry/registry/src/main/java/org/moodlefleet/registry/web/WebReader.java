package org.moodlefleet.registry.web;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Reads small texts from web servers that may be slow, endless or hostile. */
public final class WebReader {

    /** Bytes of an answer. */
    private static final int LARGEST_ANSWER = 1 << 20;

    private final HttpClient client;
    private final Duration longest;

    /** @param body in UTF-8 */
    public record Answer(int status, String body) {}

    /** @param longest time from asking to the last byte of the answer */
    public WebReader(HttpClient client, Duration longest) {
        this.client = client;
        this.longest = longest;
    }

    /**
     * Blocks.
     *
     * @throws IOException also when the answer is longer than 1 MiB or not complete in time; no more of it is read then
     */
    public Answer read(HttpRequest request) throws IOException, InterruptedException {
        CompletableFuture<HttpResponse<String>> asked =
                client.sendAsync(request, head -> new BoundedText(LARGEST_ANSWER));
        try {
            HttpResponse<String> answer = asked.get(longest.toMillis(), TimeUnit.MILLISECONDS);
            return new Answer(answer.statusCode(), answer.body());
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException failure ? failure : new IOException(e.getCause());
        } catch (TimeoutException e) {
            throw new HttpTimeoutException("no complete answer within " + longest.toSeconds() + " s");
        } finally {
            // ends the connection of an answer that is not complete
            asked.cancel(true);
        }
    }
}

package org.moodlefleet.configapi.http;

import static org.moodlefleet.configapi.problem.ApiMessage.FOLLOW_NEXT_LINK;
import static org.moodlefleet.configapi.problem.ApiMessage.IS_NONE_OF_OURS;
import static org.moodlefleet.configapi.problem.ApiMessage.WRITE_1_TO;
import static org.moodlefleet.model.message.ModelMessage.IS_OUT_OF_RANGE;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import org.moodlefleet.configapi.problem.ProblemException;

/**
 * Which part of a list is asked for.
 *
 * @param after key of the last item of the page before, empty for the first page
 * @param limit most items of the page
 */
public record Page(String after, int limit) {

    static final int DEFAULT_LIMIT = 100;
    static final int LARGEST_LIMIT = 1000;

    static Page of(String cursor, String limit) {
        return new Page(cursor == null ? "" : key(cursor), limit == null ? DEFAULT_LIMIT : number(limit));
    }

    /** One more than asked tells whether there is a next page. */
    public int probe() {
        return limit + 1;
    }

    /** @param found what was read with {@link #probe} */
    public <T> Answer answer(String path, List<T> found, Function<T, String> key, Function<T, ?> document) {
        return answer(path, "", found, key, document);
    }

    /** @param filter the request's other parameters, encoded, each after an ampersand */
    public <T> Answer answer(
            String path, String filter, List<T> found, Function<T, String> key, Function<T, ?> document) {
        List<T> items = found.size() > limit ? found.subList(0, limit) : found;
        List<?> documents = items.stream().map(document).toList();
        if (found.size() <= limit) {
            return Answer.ok(new Body(documents, null));
        }
        String next = path + "?limit=" + limit + "&cursor=" + cursor(key.apply(items.get(limit - 1))) + filter;
        return Answer.ok(new Body(documents, next)).header("Link", "<" + next + ">; rel=\"next\"");
    }

    /** @return another parameter of the request for {@link #answer}, empty when it is not given */
    public static String filter(String name, String value) {
        return value == null ? "" : "&" + name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    /** @param next address of the next page, null on the last one */
    record Body(List<?> items, String next) {}

    private static int number(String limit) {
        try {
            int number = Integer.parseInt(limit);
            if (number >= 1 && number <= LARGEST_LIMIT) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw badLimit();
        }
        throw badLimit();
    }

    private static ProblemException badLimit() {
        return ProblemException.badParameter("limit", IS_OUT_OF_RANGE, WRITE_1_TO.with(LARGEST_LIMIT));
    }

    private static String cursor(String key) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(key.getBytes(StandardCharsets.UTF_8));
    }

    private static ProblemException foreignCursor() {
        return ProblemException.badParameter("cursor", IS_NONE_OF_OURS, FOLLOW_NEXT_LINK);
    }

    private static String key(String cursor) {
        try {
            String key = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
            // PostgreSQL has no text with such a character
            if (key.indexOf('\0') < 0) {
                return key;
            }
        } catch (IllegalArgumentException e) {
            throw foreignCursor();
        }
        throw foreignCursor();
    }
}

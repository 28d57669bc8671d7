package org.moodlefleet.configapi.http;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Reads a list on and on until enough of it is what is wanted. */
public final class FilteredPager<T> {

    /** Reads a piece of the list in its order. */
    @FunctionalInterface
    public interface Reader<T> {

        /** @param last what the piece begins behind, null at first */
        Future<List<T>> read(T last, int limit);
    }

    /** Few round trips where little fits, and no long wait for the others on the event loop. */
    private static final int PIECE = 500;

    private final Reader<T> reader;
    private final Predicate<T> wanted;
    private final List<T> kept = new ArrayList<>();

    private FilteredPager(Reader<T> reader, Predicate<T> wanted) {
        this.reader = reader;
        this.wanted = wanted;
    }

    /** @return the first items that are wanted, at most so many */
    public static <T> Future<List<T>> first(int enough, Predicate<T> wanted, Reader<T> reader) {
        return new FilteredPager<>(reader, wanted).from(null, enough);
    }

    private Future<List<T>> from(T last, int enough) {
        return reader.read(last, PIECE).compose(piece -> {
            piece.stream().filter(wanted).limit(enough - kept.size()).forEach(kept::add);
            return kept.size() >= enough || piece.size() < PIECE
                    ? Future.succeededFuture(kept)
                    : from(piece.get(piece.size() - 1), enough);
        });
    }
}

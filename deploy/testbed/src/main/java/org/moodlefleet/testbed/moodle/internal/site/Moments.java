package org.moodlefleet.testbed.moodle.internal.site;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * When things happen: by the hour of the day and the day of the week, in the site's zone. Whole numbers only, so that
 * every machine draws the same.
 */
final class Moments {
    private static final int HOUR = 3600;
    private static final int[] BY_HOUR = {
        4, 2, 1, 1, 1, 3, 12, 40, 90, 110, 120, 100, 60, 80, 115, 110, 90, 70, 55, 50, 48, 40, 25, 10
    };
    private static final int[] BY_WEEKDAY = {10, 11, 10, 9, 9, 3, 4};
    private static final int SHARE_ON_EDGES = 33;
    /** Nothing, an hour, and a day of 23, 24 and 25 hours. */
    private static final int[] AROUND = {0, 0, 0, HOUR, 23 * HOUR, 24 * HOUR, 25 * HOUR};

    private final long begin;
    private final long end;
    /** Weight of all hours before, and of all hours. */
    private final long[] weightBefore;

    private final long[] edges;

    Moments(ZoneId zone, long begin, long end) {
        this.begin = begin;
        this.end = end;
        int hours = (int) ((end - begin + HOUR - 1) / HOUR);
        weightBefore = new long[hours + 1];
        for (int i = 0; i < hours; i++) {
            ZonedDateTime local = Instant.ofEpochSecond(begin + (long) i * HOUR).atZone(zone);
            long weight = (long) BY_HOUR[local.getHour()]
                    * BY_WEEKDAY[local.getDayOfWeek().getValue() - 1]
                    * length(i);
            weightBefore[i + 1] = weightBefore[i] + Math.max(1, weight);
        }
        edges = Edges.before(Instant.ofEpochSecond(end).atZone(zone)).stream()
                .mapToLong(Long::longValue)
                .filter(edge -> edge >= begin && edge < end)
                .sorted()
                .toArray();
    }

    /** A moment of activity; one in 33 is the edge of a window, where off-by-one errors show. */
    long any(SplittableRandom random) {
        if (edges.length > 0 && random.nextInt(SHARE_ON_EDGES) == 0) {
            return edges[random.nextInt(edges.length)];
        }
        int hour = Arrays.binarySearch(weightBefore, random.nextLong(weightBefore[weightBefore.length - 1]));
        int index = hour >= 0 ? hour : -hour - 2;
        return begin + (long) index * HOUR + random.nextLong(length(index));
    }

    /**
     * A moment about the edge of a window, or about where the neighbouring hour or day would begin if it had another
     * length; any moment where that is out of the site's life.
     */
    long nearEdge(SplittableRandom random) {
        long edge = edges.length == 0 ? begin : edges[random.nextInt(edges.length)];
        long moment = edge - AROUND[random.nextInt(AROUND.length)];
        if (random.nextBoolean()) {
            moment += random.nextInt(-HOUR, HOUR);
        }
        return moment >= begin && moment < end ? moment : any(random);
    }

    /** A moment of activity not before {@code from}; the last second when there is none. */
    long since(long from, SplittableRandom random) {
        for (int attempt = 0; attempt < 4; attempt++) {
            long moment = any(random);
            if (moment >= from) {
                return moment;
            }
        }
        return from < end - 1 ? random.nextLong(Math.max(begin, from), end) : end - 1;
    }

    /** So many moments in order, spread as the hours weigh, with each edge among them where there is room. */
    long[] inOrder(int count, SplittableRandom random) {
        long[] moments = new long[count];
        int filled = Math.min(edges.length, count / 4);
        System.arraycopy(edges, 0, moments, 0, filled);
        int spread = count - filled;
        long total = weightBefore[weightBefore.length - 1];
        for (int hour = 0; hour + 1 < weightBefore.length; hour++) {
            long last = filledUntil(spread, weightBefore[hour + 1], total);
            for (long i = filledUntil(spread, weightBefore[hour], total); i < last; i++) {
                moments[filled++] = begin + (long) hour * HOUR + random.nextLong(length(hour));
            }
        }
        Arrays.sort(moments);
        return moments;
    }

    private static long filledUntil(int count, long weight, long total) {
        return Math.multiplyExact(count, weight) / total;
    }

    private long length(int hour) {
        return Math.min(HOUR, end - begin - (long) hour * HOUR);
    }
}

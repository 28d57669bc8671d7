package org.moodlefleet.configapi.limits;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;

/** A bucket for each caller or address; one that was not seen for long is full again, so it is forgotten. */
public final class RateLimits {

    private static final int MOST_BUCKETS = 10_000;

    private final RequestRate rate;
    private final Ticker ticker;
    private final LoadingCache<String, Bucket> buckets;

    public RateLimits(RequestRate rate, Ticker ticker) {
        this.rate = rate;
        this.ticker = ticker;
        this.buckets = Caffeine.newBuilder()
                .maximumSize(MOST_BUCKETS)
                .ticker(ticker)
                .expireAfterAccess(Duration.ofSeconds(1 + rate.burst() / rate.perSecond()))
                .build(key -> new Bucket());
    }

    /** @return seconds to wait, 0 when one more is taken from the bucket */
    public int take(String key) {
        return buckets.get(key).take(1);
    }

    /** @return seconds to wait, 0 when one more could be taken */
    public int look(String key) {
        return buckets.get(key).take(0);
    }

    private final class Bucket {

        private double tokens = rate.burst();
        private long filled = ticker.read();

        private synchronized int take(int number) {
            long now = ticker.read();
            tokens = Math.min(rate.burst(), tokens + (now - filled) / 1e9 * rate.perSecond());
            filled = now;
            if (tokens < 1) {
                return (int) Math.max(1, Math.ceil((1 - tokens) / rate.perSecond()));
            }
            tokens -= number;
            return 0;
        }
    }
}

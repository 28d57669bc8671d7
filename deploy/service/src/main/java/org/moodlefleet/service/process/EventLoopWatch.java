package org.moodlefleet.service.process;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * Looks from a thread of its own whether each event loop still does what it is given. One that has not for a minute will
 * never do again. Beats are counted, not seconds: a machine that was suspended has missed one.
 */
public final class EventLoopWatch {

    /** On each event loop. */
    private static final class Beat extends VerticleBase {

        private volatile boolean answered = true;
        private int missed;

        /** @return how many beats in a row were missed */
        int beat() {
            missed = answered ? 0 : missed + 1;
            answered = false;
            context.runOnContext(run -> answered = true);
            return missed;
        }
    }

    public static final Duration EVERY = Duration.ofSeconds(5);
    public static final int MOST_MISSED = 12;

    private final List<Beat> beats = new CopyOnWriteArrayList<>();
    private final Duration every;
    private final int mostMissed;
    private final Consumer<String> dead;
    private final Thread thread;

    private EventLoopWatch(Duration every, int mostMissed, Consumer<String> dead) {
        this.every = every;
        this.mostMissed = mostMissed;
        this.dead = dead;
        this.thread = new Thread(this::watch, "event-loop-watch");
        this.thread.setDaemon(true);
    }

    /** @param dead told once, in the watch's thread */
    public static Future<EventLoopWatch> start(Vertx vertx, Duration every, int mostMissed, Consumer<String> dead) {
        EventLoopWatch watch = new EventLoopWatch(every, mostMissed, dead);
        return vertx.deployVerticle(
                        () -> {
                            Beat beat = new Beat();
                            watch.beats.add(beat);
                            return beat;
                        },
                        new DeploymentOptions().setInstances(VertxOptions.DEFAULT_EVENT_LOOP_POOL_SIZE))
                .map(deployed -> {
                    watch.thread.start();
                    return watch;
                });
    }

    private void watch() {
        try {
            while (true) {
                int missed = beats.stream().mapToInt(Beat::beat).max().orElse(0);
                if (missed >= mostMissed) {
                    dead.accept("an event loop has not answered for "
                            + every.multipliedBy(missed).toSeconds() + " s");
                    return;
                }
                Thread.sleep(every.toMillis());
            }
        } catch (InterruptedException e) {
            // stopped
        }
    }

    public Future<Void> stop() {
        thread.interrupt();
        return Future.succeededFuture();
    }
}

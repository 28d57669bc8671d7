package org.moodlefleet.collector.backlog;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Optional;
import org.moodlefleet.collector.moodle.CollectionFailure;
import org.moodlefleet.collector.window.Calendar;

/**
 * Works off the backlog of one instance beside its ticks: one {@link BacklogStep} after the other, with a pause between
 * them, until nothing is left. Where it is interrupted, it goes on where it was: what is stored moves the backlog on in the
 * same transaction. Runs on the context of the instance's collector.
 */
public final class BacklogWork {

    private final Vertx vertx;
    private final BacklogStep step;
    private final BacklogPace pace;
    private final BacklogReporter notes;
    private final Duration pause;

    private Optional<Long> timer = Optional.empty();
    private boolean running;
    private boolean stopped;

    /** @param pause between two steps */
    public BacklogWork(Vertx vertx, BacklogStep step, BacklogPace pace, BacklogReporter notes, Duration pause) {
        this.vertx = vertx;
        this.step = step;
        this.pace = pace;
        this.notes = notes;
        this.pause = pause;
    }

    /** A tick has ended: there may be something to do. */
    public void wake(Calendar calendar) {
        if (!running && timer.isEmpty()) {
            sleep(pause, calendar);
        }
    }

    public void stop() {
        stopped = true;
        timer.ifPresent(vertx::cancelTimer);
    }

    private void sleep(Duration time, Calendar calendar) {
        if (!stopped) {
            timer = Optional.of(vertx.setTimer(Math.max(1, time.toMillis()), fired -> {
                timer = Optional.empty();
                work(calendar);
            }));
        }
    }

    private void work(Calendar calendar) {
        running = true;
        step.run(calendar)
                .onComplete(done -> running = false)
                .onSuccess(next -> next.ifPresentOrElse(time -> sleep(time, calendar), notes::ends))
                .onFailure(e -> interrupted(CollectionFailure.of(e), calendar));
    }

    private void interrupted(CollectionFailure failure, Calendar calendar) {
        if (!stopped) {
            notes.interrupted(failure);
            sleep(pace.pause(BacklogPace.DATABASE), calendar);
        }
    }
}

package org.moodlefleet.service.command.terminal;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import picocli.CommandLine.Model.CommandSpec;

/** A line on a terminal's standard error while something takes long; nothing where no person looks on. */
public final class Progress implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final CountDownLatch ended = new CountDownLatch(1);
    private final PrintWriter err;
    private final Supplier<String> state;
    private final Thread thread;
    private final boolean watched;

    private Progress(PrintWriter err, Supplier<String> state, boolean watched) {
        this.err = err;
        this.state = state;
        this.thread = new Thread(this::show, "progress");
        thread.setDaemon(true);
        this.watched = watched;
    }

    /** @param state asked once a second, by another thread */
    public static Progress of(CommandSpec command, Supplier<String> state) {
        return new Progress(command.commandLine().getErr(), state, Terminal.isThere());
    }

    public void start() {
        if (watched) {
            thread.start();
        }
    }

    private void show() {
        try {
            int seconds = 0;
            boolean shown = false;
            while (!ended.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                seconds++;
                shown = true;
                line(state.get() + " (" + seconds + " s)");
            }
            if (shown) {
                line("");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** In place of the last one. */
    private void line(String text) {
        err.print("\r\u001b[K" + text);
        err.flush();
    }

    @Override
    public void close() {
        ended.countDown();
        try {
            thread.join(PATIENCE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

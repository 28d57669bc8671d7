package org.moodlefleet.service.faults;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Watches how others fare while somebody misbehaves: how long the API takes to answer, and how late instant ticks end. */
final class Bystanders implements AutoCloseable {

    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(1);
    private static final Duration LATEST_TICK = Duration.ofSeconds(5);
    private static final long PAUSE_MILLIS = 100;
    private static final double MOST = 0.99;

    private final FaultRun run;
    private final List<Duration> answers = new ArrayList<>();
    private final List<Duration> lateness = new ArrayList<>();
    private final Map<String, Instant> ticks = new HashMap<>();
    private final Thread thread = new Thread(this::watch, "bystanders");
    private volatile boolean ended;
    private String unanswered = "";

    Bystanders(FaultRun run) {
        this.run = run;
        thread.setDaemon(true);
        thread.start();
    }

    private void watch() {
        try {
            while (!ended) {
                for (String instance : run.instances()) {
                    look(instance);
                }
                Thread.sleep(PAUSE_MILLIS);
            }
        } catch (InterruptedException e) {
            // ended
        } catch (UncheckedIOException e) {
            unanswered = e.toString();
        }
    }

    private void look(String instance) {
        long asked = System.nanoTime();
        String tick = run.program
                .client
                .get("/tenants/" + run.tenant + "/instances/" + instance + "/status")
                .path("rates")
                .path("instant")
                .path("lastTick")
                .asText();
        answers.add(Duration.ofNanos(System.nanoTime() - asked));
        if (!tick.isEmpty()) {
            Instant last = Instant.parse(tick);
            Instant before = ticks.put(instance, last);
            // the first was seen some time after it
            if (before != null && !before.equals(last)) {
                lateness.add(Duration.between(last, Instant.now()));
            }
        }
    }

    /**
     * @return how they fared
     * @throws FaultFound when that was not well
     */
    String fared() throws InterruptedException {
        close();
        thread.join();
        String fared = "others: " + answers.size() + " answers of the API, the longest "
                + longest(answers, 1).toMillis()
                + " ms; " + lateness.size() + " instant ticks, 99 % at most "
                + longest(lateness, MOST).toMillis() + " ms late";
        if (!unanswered.isEmpty()) {
            throw new FaultFound(fared + "; no answer: " + unanswered);
        }
        if (lateness.isEmpty()
                || longest(answers, 1).compareTo(LONGEST_ANSWER) > 0
                || longest(lateness, MOST).compareTo(LATEST_TICK) > 0) {
            throw new FaultFound(fared);
        }
        return fared;
    }

    private static Duration longest(List<Duration> of, double part) {
        List<Duration> sorted = new ArrayList<>(of);
        Collections.sort(sorted);
        return sorted.isEmpty() ? Duration.ZERO : sorted.get((int) Math.ceil(part * sorted.size()) - 1);
    }

    @Override
    public void close() {
        ended = true;
    }
}

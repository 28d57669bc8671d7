package org.moodlefleet.collector.lane;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.moodlefleet.collector.wire.AnswerMemory;

/**
 * The lanes of all database servers of a fleet, and the threads that read there. Work begins as soon as there is room for
 * it by the rules of {@link Occupancy}: what is wanted sooner first, then in turns between servers and tenants, then first
 * come, first served. Who waits too long is told so.
 */
public final class ServerLanes {

    /** Work of one tenant on one server that has the same prospects. */
    private record Queue(String server, String tenant, boolean proven) {}

    private record Waiting(
            Visit visit, Supplier<Ending> work, Consumer<NoTurnException> giveUp, Duration waitAtMost, long until) {}

    /** As their columns and bytes are counted; drivers hold about as much again. */
    private static final int ANSWERS = 48 << 20;

    /** Of one tenant, that wait at once. */
    private static final int MOST_ON_DEMAND = 200;

    private static final Duration IDLE_THREAD = Duration.ofSeconds(30);
    private static final AtomicInteger THREADS = new AtomicInteger();
    private static final ScheduledThreadPoolExecutor SWEEPER =
            new ScheduledThreadPoolExecutor(1, daemon("moodle-lanes"));

    private final ExecutorService threads;
    private final AnswerMemory answers = new AnswerMemory(ANSWERS);
    private final Occupancy occupancy;
    private final Map<Pace, Map<Queue, Deque<Waiting>>> waiting = new EnumMap<>(Pace.class);
    private boolean swept;

    /**
     * @param width connections at once to each server
     * @param threads connections at once to all servers together
     */
    public ServerLanes(int width, int threads) {
        ThreadPoolExecutor executor = new ThreadPoolExecutor(
                threads,
                threads,
                IDLE_THREAD.toSeconds(),
                TimeUnit.SECONDS,
                // as long as the lanes let in no more than there are threads, it is empty
                new LinkedBlockingQueue<>(),
                task -> daemon("moodle-reader-" + THREADS.incrementAndGet()).newThread(task));
        executor.allowCoreThreadTimeOut(true);
        this.threads = executor;
        this.occupancy = new Occupancy(width, threads);
        for (Pace pace : Pace.values()) {
            waiting.put(pace, new LinkedHashMap<>());
        }
    }

    private static ThreadFactory daemon(String name) {
        return task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        };
    }

    /**
     * Runs blocking work when it is its turn, in a thread of the lanes.
     *
     * @param work never throws
     * @param waitAtMost for the turn
     * @param giveUp called when that was not enough, or too much of the tenant waits already; on any thread
     */
    public void run(Visit visit, Supplier<Ending> work, Duration waitAtMost, Consumer<NoTurnException> giveUp) {
        Waiting one = new Waiting(visit, work, giveUp, waitAtMost, System.nanoTime() + waitAtMost.toNanos());
        if (!enqueue(one)) {
            giveUp.accept(new NoTurnException(Duration.ZERO));
            return;
        }
        beginNext();
    }

    private synchronized boolean enqueue(Waiting one) {
        Visit visit = one.visit();
        if (visit.pace() == Pace.ON_DEMAND && waitingOf(visit.tenant()) >= MOST_ON_DEMAND) {
            return false;
        }
        waiting.get(visit.pace())
                .computeIfAbsent(
                        new Queue(visit.server(), visit.tenant(), occupancy.isProven(visit)),
                        queue -> new ArrayDeque<>())
                .addLast(one);
        sweepLater();
        return true;
    }

    /** Memory for what all servers answer. */
    public AnswerMemory answers() {
        return answers;
    }

    /** An instance has one piece of work of each other pace; what is on demand, callers decide. */
    private synchronized int waitingOf(String tenant) {
        return waiting.get(Pace.ON_DEMAND).entrySet().stream()
                .filter(queue -> queue.getKey().tenant().equals(tenant))
                .mapToInt(queue -> queue.getValue().size())
                .sum();
    }

    /** Nothing is known any more of a database: another may stand in its place. */
    public synchronized void forget(String database) {
        occupancy.forget(database);
    }

    /** Databases that are being read. */
    public synchronized int running() {
        return occupancy.running();
    }

    /** Work that waits for its turn. */
    public synchronized int waiting(Pace pace) {
        return waiting.get(pace).values().stream().mapToInt(Deque::size).sum();
    }

    private synchronized void beginNext() {
        waiting.values().forEach(this::beginNext);
    }

    /** A tenant that had its turn goes behind the others, with all its queues, and the queue behind the tenant's others. */
    private void beginNext(Map<Queue, Deque<Waiting>> queues) {
        Optional<Queue> served = serveOne(queues);
        while (served.isPresent()) {
            Queue last = served.get();
            List<Queue> behind = queues.keySet().stream()
                    .filter(queue -> queue.tenant().equals(last.tenant()) && !queue.equals(last))
                    .toList();
            behind.forEach(queue -> queues.put(queue, queues.remove(queue)));
            Deque<Waiting> rest = queues.remove(last);
            if (!rest.isEmpty()) {
                queues.put(last, rest);
            }
            served = serveOne(queues);
        }
    }

    private Optional<Queue> serveOne(Map<Queue, Deque<Waiting>> queues) {
        for (Map.Entry<Queue, Deque<Waiting>> queue : queues.entrySet()) {
            if (occupancy.hasRoom(queue.getValue().getFirst().visit())) {
                begin(queue.getValue().removeFirst());
                return Optional.of(queue.getKey());
            }
        }
        return Optional.empty();
    }

    private void begin(Waiting next) {
        Occupancy.Begun begun = occupancy.enter(next.visit());
        threads.execute(() -> {
            Ending ending = Ending.STUCK;
            try {
                ending = next.work().get();
            } finally {
                leave(begun, ending);
            }
        });
    }

    private void leave(Occupancy.Begun begun, Ending ending) {
        synchronized (this) {
            occupancy.leave(begun, ending);
        }
        beginNext();
    }

    private void sweepLater() {
        if (!swept) {
            swept = true;
            SWEEPER.schedule(this::sweep, 1, TimeUnit.SECONDS);
        }
    }

    private void sweep() {
        List<Waiting> late = new ArrayList<>();
        synchronized (this) {
            swept = false;
            long now = System.nanoTime();
            boolean left = false;
            for (Map<Queue, Deque<Waiting>> queues : waiting.values()) {
                for (Iterator<Deque<Waiting>> all = queues.values().iterator(); all.hasNext(); ) {
                    Deque<Waiting> queue = all.next();
                    queue.removeIf(one -> one.until() - now < 0 && late.add(one));
                    if (queue.isEmpty()) {
                        all.remove();
                    }
                }
                left |= !queues.isEmpty();
            }
            if (left) {
                sweepLater();
            }
        }
        late.forEach(one -> one.giveUp().accept(new NoTurnException(one.waitAtMost())));
    }
}

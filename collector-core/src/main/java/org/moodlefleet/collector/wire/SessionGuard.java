package org.moodlefleet.collector.wire;

import static org.moodlefleet.collector.message.CollectorMessage.ANSWERS_FILL_MEMORY;
import static org.moodlefleet.collector.message.CollectorMessage.MANY_BYTES;
import static org.moodlefleet.collector.message.CollectorMessage.NOT_ANSWERED_IN_TIME;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * The bounds of one session with a database server. The session's thread opens it around the driver's call that connects,
 * which is how {@link BoundedSocketFactory} finds it, and says before each statement how long its whole answer may take.
 * At the session's end, and at its deadline, the connection is torn: nothing waits for what the server has to say to that.
 */
public final class SessionGuard implements AutoCloseable {

    /** What the driver's socket belongs to, while it connects in this thread. */
    private static final ThreadLocal<SessionGuard> CONNECTING = new ThreadLocal<>();

    /** A driver may try again in another way. */
    private static final int MOST_SOCKETS = 4;

    private static final ScheduledThreadPoolExecutor DEADLINES = deadlines();

    private final String tenant;
    private final AnswerLimits limits;
    private final AnswerMemory memory;
    private final Supplier<Frames> protocol;
    private final boolean encrypted;
    private final long end;
    private final ScheduledFuture<?> deadline;

    private final List<BoundedSocket> sockets = new ArrayList<>();
    private Frames frames;
    private FramedInputStream plain;
    private volatile boolean torn;
    private volatile BoundExceededException exceeded;
    private volatile long answerEnd;
    private int answerBytes;
    private int sessionBytes;
    private int needed;
    private int taken;

    private SessionGuard(
            String tenant,
            AnswerLimits limits,
            AnswerMemory memory,
            Supplier<Frames> protocol,
            boolean encrypted,
            Duration within) {
        this.tenant = tenant;
        this.limits = limits;
        this.memory = memory;
        this.protocol = protocol;
        this.frames = protocol.get();
        this.encrypted = encrypted;
        this.end = System.nanoTime() + within.toNanos();
        this.answerEnd = end;
        this.deadline = DEADLINES.schedule(this::tear, within.toNanos(), TimeUnit.NANOSECONDS);
    }

    /**
     * @param tenant whose share of the memory answers take
     * @param encrypted whether TLS is asked for
     * @param within which the session ends, however busy it is
     */
    public static SessionGuard ofPostgreSql(
            String tenant, AnswerLimits limits, AnswerMemory memory, boolean encrypted, Duration within) {
        return new SessionGuard(tenant, limits, memory, () -> new PostgreSqlFrames(limits), encrypted, within);
    }

    /** The same for MariaDB and MySQL. */
    public static SessionGuard ofMySql(
            String tenant, AnswerLimits limits, AnswerMemory memory, boolean encrypted, Duration within) {
        return new SessionGuard(tenant, limits, memory, () -> new MySqlFrames(limits), encrypted, within);
    }

    private static ScheduledThreadPoolExecutor deadlines() {
        ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "moodle-deadlines");
            thread.setDaemon(true);
            return thread;
        });
        executor.setRemoveOnCancelPolicy(true);
        return executor;
    }

    /** Something that connects by a driver. */
    public interface Connecting<T, E extends Exception> {
        T connect() throws E;
    }

    /** Runs what connects; the sockets that the driver makes in it are this session's. */
    public <T, E extends Exception> T connecting(Connecting<T, E> work) throws E {
        CONNECTING.set(this);
        try {
            return work.connect();
        } finally {
            CONNECTING.remove();
        }
    }

    static SessionGuard ofThisThread() {
        SessionGuard guard = CONNECTING.get();
        if (guard == null) {
            throw new IllegalStateException("no session is being opened in this thread");
        }
        return guard;
    }

    /** An answer begins, which must have come as a whole within a time. */
    public synchronized void answerWithin(Duration within) {
        answerEnd = Math.min(end, System.nanoTime() + within.toNanos());
        answerBytes = 0;
        needed = 0;
        giveMemory();
        frames.nextAnswer();
    }

    /** Which bound was exceeded, if the session has ended by that; null otherwise. */
    public BoundExceededException exceeded() {
        return exceeded;
    }

    /** Ends the connection at once. From any thread. */
    public synchronized void tear() {
        torn = true;
        sockets.forEach(BoundedSocket::reset);
    }

    /** Ends the session. */
    @Override
    public void close() {
        deadline.cancel(false);
        tear();
        giveMemory();
    }

    synchronized BoundedSocket open() throws IOException {
        if (torn) {
            throw late();
        }
        if (sockets.size() == MOST_SOCKETS) {
            throw new IOException("no login after " + MOST_SOCKETS + " connections");
        }
        BoundedSocket socket = new BoundedSocket(this);
        sockets.add(socket);
        frames = protocol.get();
        return socket;
    }

    /** PostgreSQL answers a wish for TLS with a single byte; MariaDB greets first, in its usual frames. */
    FramedInputStream framesOf(InputStream raw) {
        boolean framed = !encrypted || frames instanceof MySqlFrames;
        plain = new FramedInputStream(raw, this, framed ? frames : null);
        return plain;
    }

    /** From now on the socket carries TLS: what is in it is looked at above that. */
    void encrypts() {
        plain.frames(null);
    }

    FramedInputStream framesAbove(InputStream decrypted) {
        return new FramedInputStream(decrypted, this, frames);
    }

    /** @return milliseconds that a read may still wait */
    int remaining() throws BoundExceededException {
        long left = TimeUnit.NANOSECONDS.toMillis(answerEnd - System.nanoTime());
        if (torn || left <= 0) {
            throw late();
        }
        return (int) Math.min(Integer.MAX_VALUE, left);
    }

    BoundExceededException late() {
        return because(new BoundExceededException(BoundExceededException.Bound.TIME, NOT_ANSWERED_IN_TIME));
    }

    BoundExceededException because(BoundExceededException e) {
        if (exceeded == null) {
            exceeded = e;
        }
        return exceeded;
    }

    synchronized void read(int bytes) throws BoundExceededException {
        answerBytes += bytes;
        sessionBytes += bytes;
        if (answerBytes > limits.bytes() || sessionBytes > limits.sessionBytes()) {
            throw because(BoundExceededException.size(
                    MANY_BYTES.with((answerBytes > limits.bytes() ? limits.bytes() : limits.sessionBytes()))));
        }
        takeMemory(bytes);
    }

    /** Room is made for a message, before it has come. */
    synchronized void announced(int bytes) throws BoundExceededException {
        takeMemory(bytes);
    }

    /** Columns of a row become objects, however short they are. */
    synchronized void holds(int columns) throws BoundExceededException {
        takeMemory(columns * AnswerMemory.COLUMN);
    }

    private void takeMemory(int bytes) throws BoundExceededException {
        needed += bytes;
        int beyond = needed - AnswerMemory.OWN - taken;
        if (beyond > 0) {
            int given = memory.take(tenant, beyond);
            if (given == 0) {
                throw because(BoundExceededException.size(ANSWERS_FILL_MEMORY));
            }
            taken += given;
        }
    }

    private synchronized void giveMemory() {
        if (taken > 0) {
            memory.give(tenant, taken);
            taken = 0;
        }
    }
}

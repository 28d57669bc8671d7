package org.moodlefleet.collector.lane;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Who is being visited, and whether there is room for one more. Not thread-safe.
 *
 * <ul>
 *   <li>A server sees at most as many connections as its lane is wide; one of them is kept for what is wanted soon, and no
 *       more than half are for databases that have not answered yet. A server that cannot be reached is tried by one.
 *   <li>A tenant holds no more threads than it leaves free, so that some are left, however many tenants are stuck.
 *   <li>Databases that did not answer last time hold a quarter of the threads, and of that again each tenant no more than it
 *       leaves. Work that is not wanted soon holds half of all, and of that again; the past a quarter.
 * </ul>
 */
final class Occupancy {

    private static final class Server {
        private int running;
        private int patient;
        private int past;
        private int unproven;
        private boolean unreachable;
    }

    private enum Standing {
        NEW,
        PROVEN,
        STUCK
    }

    private static final Set<Pace> PATIENT = EnumSet.of(Pace.SLOW, Pace.PAST);

    /** Servers that are remembered for not having been reached; of checks there may be any number. */
    private static final int MOST_UNREACHABLE = 10_000;

    private final int width;
    private final int threads;
    private final Map<String, Server> servers = new HashMap<>();
    private final Map<String, Integer> byTenant = new HashMap<>();
    private final Map<String, Integer> stuckByTenant = new HashMap<>();
    private final Map<String, Integer> patientByTenant = new HashMap<>();
    private final Set<String> proven = new HashSet<>();
    private final Set<String> stuck = new HashSet<>();
    private int running;
    private int patient;
    private int past;
    private int stuckRunning;

    Occupancy(int width, int threads) {
        this.width = width;
        this.threads = threads;
    }

    private Standing standing(Visit visit) {
        return proven.contains(visit.database())
                ? Standing.PROVEN
                : stuck.contains(visit.database()) ? Standing.STUCK : Standing.NEW;
    }

    /** Whether the database answered when it was visited last. */
    boolean isProven(Visit visit) {
        return standing(visit) == Standing.PROVEN;
    }

    /** What has begun with the record that it had then. */
    record Begun(Visit visit, boolean wasProven, boolean wasStuck) {}

    boolean hasRoom(Visit visit) {
        Server server = servers.getOrDefault(visit.server(), new Server());
        Standing standing = standing(visit);
        return running < threads
                && byTenant.getOrDefault(visit.tenant(), 0) < threads - running
                && hasRoom(server, visit.pace(), standing)
                && (standing != Standing.STUCK || hasRoomForStuck(visit.tenant()))
                && (!PATIENT.contains(visit.pace()) || hasRoomForPatient(visit));
    }

    private boolean hasRoom(Server server, Pace pace, Standing standing) {
        int room = server.unreachable ? 1 : width;
        return server.running < room
                && (standing == Standing.PROVEN || server.unproven < Math.max(1, width / 2))
                && (!PATIENT.contains(pace) || server.patient < Math.max(1, width - 1))
                && (pace != Pace.PAST || server.past == 0);
    }

    private boolean hasRoomForStuck(String tenant) {
        int free = share(4) - stuckRunning;
        return free > 0 && stuckByTenant.getOrDefault(tenant, 0) < Math.max(1, free);
    }

    private boolean hasRoomForPatient(Visit visit) {
        int free = share(2) - patient;
        int ofPace = visit.pace() == Pace.PAST ? Math.min(free, share(4) - past) : free;
        return ofPace > 0 && patientByTenant.getOrDefault(patientWork(visit), 0) < ofPace;
    }

    private static String patientWork(Visit visit) {
        return visit.pace() + " " + visit.tenant();
    }

    private int share(int part) {
        return Math.max(1, threads / part);
    }

    Begun enter(Visit visit) {
        Standing standing = standing(visit);
        Begun begun = new Begun(visit, standing == Standing.PROVEN, standing == Standing.STUCK);
        count(begun, 1);
        return begun;
    }

    void leave(Begun begun, Ending ending) {
        Visit visit = begun.visit();
        if (ending != Ending.NOT_ASKED) {
            servers.get(visit.server()).unreachable = ending == Ending.UNREACHABLE;
            (ending == Ending.ANSWERED ? stuck : proven).remove(visit.database());
            (ending == Ending.ANSWERED ? proven : stuck).add(visit.database());
        }
        count(begun, -1);
    }

    private void count(Begun begun, int more) {
        Visit visit = begun.visit();
        Server server = servers.computeIfAbsent(visit.server(), name -> new Server());
        boolean isPatient = PATIENT.contains(visit.pace());
        boolean isPast = visit.pace() == Pace.PAST;
        running += more;
        patient += isPatient ? more : 0;
        past += isPast ? more : 0;
        server.running += more;
        server.patient += isPatient ? more : 0;
        server.past += isPast ? more : 0;
        server.unproven += begun.wasProven() ? 0 : more;
        add(byTenant, visit.tenant(), more);
        if (isPatient) {
            add(patientByTenant, patientWork(visit), more);
        }
        if (begun.wasStuck()) {
            stuckRunning += more;
            add(stuckByTenant, visit.tenant(), more);
        }
        if (server.running == 0 && (!server.unreachable || servers.size() > MOST_UNREACHABLE)) {
            servers.remove(visit.server());
        }
    }

    private static void add(Map<String, Integer> counts, String name, int more) {
        counts.merge(name, more, (before, change) -> before + change == 0 ? null : Integer.valueOf(before + change));
    }

    /** Nothing is known any more of a database. */
    void forget(String database) {
        proven.remove(database);
        stuck.remove(database);
    }

    int running() {
        return running;
    }
}

package org.moodlefleet.collector.moodle;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The lanes of all database servers of a fleet. */
public final class ServerLanes {

    private final Map<String, Lane> lanes = new ConcurrentHashMap<>();
    private final Map<String, Lane> unhurried = new ConcurrentHashMap<>();
    private final int width;
    private final Lane all;
    private final Lane allUnhurried;

    /**
     * @param width connections at once for each server
     * @param all connections at once for all servers together: each holds a thread
     */
    public ServerLanes(int width, int all) {
        this.width = width;
        this.all = Lane.steady(all);
        this.allUnhurried = Lane.steady(Math.max(1, all / 4));
    }

    /** The lane that every connection is in, besides its server's. */
    Lane all() {
        return all;
    }

    /** The lane that all work in no hurry is in, besides its server's: however many have a past to read, threads are left. */
    Lane allUnhurried() {
        return allUnhurried;
    }

    /** The lane of what is in no hurry: the past of one instance shall not keep the present of others waiting. */
    Lane unhurried(DatabaseAddress address) {
        return unhurried.computeIfAbsent(address.server(), server -> Lane.steady(1));
    }

    Lane of(DatabaseAddress address) {
        return lanes.computeIfAbsent(address.server(), server -> new Lane(width));
    }
}

package org.moodlefleet.collector.moodle;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The lanes of all database servers of a fleet. */
public final class ServerLanes {

    private final Map<String, Lane> lanes = new ConcurrentHashMap<>();
    private final int width;

    /** @param width connections at once for each server */
    public ServerLanes(int width) {
        this.width = width;
    }

    Lane of(DatabaseAddress address) {
        return lanes.computeIfAbsent(address.server(), server -> new Lane(width));
    }
}

package org.moodlefleet.collector.lane;

/**
 * Whom a piece of work is for.
 *
 * @param tenant whose share of the threads it takes
 * @param server {@code host:port}, whose connections are bounded
 * @param database names the instance and where it is: what is known of one does not count for another
 */
public record Visit(String tenant, String server, String database, Pace pace) {}

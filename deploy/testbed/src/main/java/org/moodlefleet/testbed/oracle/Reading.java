package org.moodlefleet.testbed.oracle;

import java.time.Instant;
import java.util.stream.Stream;

/** A snapshot looked at from one tick of one rate: what every measure is computed from. */
final class Reading {
    private final MoodleSnapshot moodle;
    private final OracleSettings settings;
    private final Instant tick;
    private final Rate rate;
    private final SiteConfig config;
    private final People people;

    Reading(MoodleSnapshot moodle, OracleSettings settings, Rate rate, Instant tick) {
        this.moodle = moodle;
        this.settings = settings;
        this.rate = rate;
        this.tick = tick;
        this.config = new SiteConfig(moodle);
        this.people = new People(moodle, config);
    }

    long tick() {
        return tick.getEpochSecond();
    }

    /** The window of this rate before the tick. */
    Window window() {
        return calendar().of(rate);
    }

    CalendarWindows calendar() {
        return new CalendarWindows(tick, settings.zone());
    }

    OracleSettings settings() {
        return settings;
    }

    Stream<Row> rows(String table) {
        return moodle.rows(table);
    }

    boolean has(String table, String column) {
        return moodle.columns().contains(table + "." + column);
    }

    /** @throws NotSent when the Moodle has no such table */
    void need(String table) {
        if (!moodle.tables().containsKey(table)) {
            throw new NotSent("no table " + table);
        }
    }

    /** @throws NotSent when the Moodle has no such column */
    void need(String table, String column) {
        if (!has(table, column)) {
            throw new NotSent("no column " + column + " in " + table);
        }
    }

    long databaseBytes() {
        return moodle.databaseBytes();
    }

    SiteConfig config() {
        return config;
    }

    People people() {
        return people;
    }

    RolePolicy roles() {
        return RolePolicy.of(settings, moodle, config);
    }

    LogEvents log() {
        return new LogEvents(moodle, config, people, tick());
    }

    CourseCatalogue courses() {
        return new CourseCatalogue(moodle);
    }

    Activities activities() {
        return new Activities(moodle, courses());
    }
}

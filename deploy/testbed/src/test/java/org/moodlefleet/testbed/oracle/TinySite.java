package org.moodlefleet.testbed.oracle;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A Moodle of a few rows, written by hand; it is read in UTC on Thursday 2026-11-19 at 14:30. */
final class TinySite {
    static final Instant TICK = Instant.parse("2026-11-19T14:30:00Z");
    static final long NOW = TICK.getEpochSecond();
    /** In the day window and, being Wednesday, in no week window. */
    static final long YESTERDAY = stamp("2026-11-18T10:00:00Z");
    /** In the week window. */
    static final long LAST_WEEK = stamp("2026-11-11T10:00:00Z");

    static final long GUEST = 1;
    static final long ADMIN = 2;

    private final Map<String, List<Row>> tables = new HashMap<>();
    private final Set<String> columns = new HashSet<>();

    TinySite() {
        TableColumns.all().forEach((table, names) -> {
            tables.put(table, new ArrayList<>());
            names.forEach(name -> columns.add(table + "." + name));
        });
        config("siteguest", GUEST).config("mnet_localhost_id", 1).config("siteadmins", ADMIN);
        with("config_plugins", "plugin", "tool_log", "name", "enabled_stores", "value", "logstore_standard");
        course(1, "category", 0);
    }

    static long stamp(String instant) {
        return Instant.parse(instant).getEpochSecond();
    }

    TinySite with(String table, Object... namesAndValues) {
        tables.get(table).add(Row.of(namesAndValues));
        return this;
    }

    /** A row of defaults, of which some are replaced. */
    TinySite with(String table, Map<String, ?> defaults, Object... namesAndValues) {
        Map<String, Object> columns = new HashMap<>(defaults);
        columns.putAll(Row.of(namesAndValues).columns());
        tables.get(table).add(new Row(columns));
        return this;
    }

    TinySite without(String table) {
        tables.remove(table);
        return this;
    }

    /** A Moodle whose table lacks the column. */
    TinySite withoutColumn(String table, String column) {
        columns.remove(table + "." + column);
        return this;
    }

    TinySite emptied(String table) {
        tables.get(table).clear();
        return this;
    }

    TinySite config(String name, Object value) {
        return with("config", "name", name, "value", String.valueOf(value));
    }

    /** A living user that was never there. */
    TinySite user(long id, Object... changes) {
        Row living = Row.of(
                "id",
                id,
                "auth",
                "manual",
                "deleted",
                0,
                "suspended",
                0,
                "confirmed",
                1,
                "mnethostid",
                1,
                "lastaccess",
                0,
                "timecreated",
                0);
        return with("user", living.columns(), changes);
    }

    /** A visible category of a path such as {@code /1/12}, named after its id. */
    TinySite category(long id, String path) {
        long[] ids = CourseCatalogue.idsOf(path).mapToLong(Long::longValue).toArray();
        long parent = ids.length < 2 ? 0 : ids[ids.length - 2];
        return with("course_categories", "id", id, "parent", parent, "name", "Cat " + id, "path", path, "visible", 1);
    }

    /** A visible, old course of category 1. */
    TinySite course(long id, Object... changes) {
        Row old = Row.of(
                "id",
                id,
                "category",
                1,
                "visible",
                1,
                "startdate",
                0,
                "enddate",
                0,
                "timecreated",
                0,
                "shortname",
                "C" + id);
        return with("course", old.columns(), changes);
    }

    /** Something that user 10 looked at in course 10 yesterday. */
    TinySite event(Object... changes) {
        Row viewed = Row.of(
                "action",
                "viewed",
                "target",
                "course",
                "origin",
                "web",
                "userid",
                10,
                "courseid",
                10,
                "anonymous",
                0,
                "timecreated",
                YESTERDAY);
        return with("logstore_standard_log", viewed.columns(), changes);
    }

    TinySite login(long userid, Object... changes) {
        Row login = Row.of(
                "action",
                "loggedin",
                "target",
                "user",
                "origin",
                "web",
                "userid",
                userid,
                "courseid",
                0,
                "anonymous",
                0,
                "timecreated",
                YESTERDAY);
        return with("logstore_standard_log", login.columns(), changes);
    }

    Map<String, String> values(String rate) {
        return values(OracleSettings.defaults(ZoneOffset.UTC), rate);
    }

    Map<String, String> values(OracleSettings settings, String rate) {
        return oracle().values(settings, rate, TICK);
    }

    Oracle oracle() {
        return Oracle.of(new MoodleSnapshot(tables, columns, 0));
    }
}

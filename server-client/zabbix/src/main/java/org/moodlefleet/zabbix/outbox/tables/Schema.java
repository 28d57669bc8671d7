package org.moodlefleet.zabbix.outbox.tables;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;

/** What the file is made of, and how an older one becomes one of this version. */
public final class Schema {

    static final int VERSION = 3;

    private static final String BACKLOG = """
            create table backlog (
              id integer primary key, stream text not null, first integer not null, next integer not null,
              ends integer not null, asked integer not null, sum integer not null)""";

    private static final String BACKLOG_INDEX = "create index backlog_of on backlog (stream, next)";

    private static final List<String> TABLES = List.of(
            """
            create table sample (
              id integer primary key autoincrement,
              owner text not null, host text not null, key text not null, value text not null,
              clock integer not null, ns integer not null,
              stored_at integer not null, due_at integer, refusals integer not null default 0,
              parcel integer, sum integer)""",
            "create table watermark (id integer primary key, stream text not null, position integer not null, sum integer)",
            """
            create table rejection (
              id integer primary key autoincrement,
              owner text not null, host text not null, key text not null, value text not null,
              clock integer not null, ns integer not null,
              cause text not null, reason text not null, rejected_at integer not null, sum integer not null)""",
            """
            create table total (
              id integer primary key, owner text not null,
              collected integer not null, accepted integer not null,
              rejected integer not null, dropped integer not null, sum integer)""",
            """
            create table parcel (
              id integer primary key autoincrement,
              stream text not null, before integer not null, remaining integer not null, sum integer not null)""",
            BACKLOG,
            "create table version (version integer)",
            "insert into version values (" + VERSION + ")",
            "pragma user_version = " + VERSION);

    /** Fresh samples have no due_at, held ones have. The partial indices keep either from being searched for the other. */
    private static final List<String> INDICES = List.of(
            "create unique index sample_once on sample (host, key, clock, ns)",
            "create index sample_owner on sample (owner)",
            "create index sample_fresh on sample (owner, clock) where due_at is null",
            "create index sample_held on sample (owner, due_at) where due_at is not null",
            "create index sample_held_clock on sample (owner, clock) where due_at is not null",
            "create index sample_held_item on sample (host, key) where due_at is not null",
            "create unique index watermark_of on watermark (stream)",
            "create unique index total_of on total (owner)",
            "create index parcel_of on parcel (stream)",
            BACKLOG_INDEX);

    /** Rejections of version 1 kept no values; they live on in the totals. */
    private static final List<String> TABLES_OF_1 = List.of("sample", "watermark", "total", "rejection");

    private static final List<String> FROM_1 =
            List.of("""
            insert into sample (id, owner, host, key, value, clock, ns, stored_at, due_at, refusals)
            select id, owner, host, key, value, clock, ns, stored_at, due_at, refusals from sample_1""", "insert into watermark (stream, position) select stream, position from watermark_1", """
            insert into total (owner, collected, accepted, rejected, dropped)
            select owner, collected, accepted, rejected, dropped from total_1""");

    /** Version 2 had no backlog. */
    private static final List<String> FROM_2 = List.of(
            BACKLOG, BACKLOG_INDEX, "update version set version = " + VERSION, "pragma user_version = " + VERSION);

    private Schema() {}

    /** Makes or upgrades; the caller commits. */
    public static void prepare(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            int version = number(statement, "pragma user_version");
            boolean empty = number(statement, "select count(*) from sqlite_master") == 0;
            if (version == 0 && empty) {
                execute(
                        statement,
                        Stream.of(TABLES, INDICES).flatMap(List::stream).toList());
            } else if (version == 1) {
                upgrade(statement);
            } else if (version == 2) {
                execute(statement, FROM_2);
            } else if (version != VERSION) {
                refuse(statement, version);
            }
        }
    }

    /** Changes nothing, and leaves a trace in the log all the same. */
    public static void touch(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("update version set version = " + VERSION);
        }
    }

    private static void upgrade(Statement statement) throws SQLException {
        for (String table : TABLES_OF_1) {
            statement.execute("alter table " + table + " rename to " + table + "_1");
        }
        execute(statement, TABLES);
        execute(statement, FROM_1);
        for (String table : TABLES_OF_1) {
            statement.execute("drop table " + table + "_1");
        }
        execute(statement, INDICES);
    }

    /** A newer program's file says so twice; else the number is wrong. */
    private static void refuse(Statement statement, int version) throws SQLException {
        if (version != 0 && number(statement, "select version from version") == version) {
            throw new UnknownVersionException(version);
        }
        throw new CorruptOutboxException("its version has changed by itself");
    }

    private static void execute(Statement statement, List<String> parts) throws SQLException {
        for (String part : parts) {
            statement.execute(part);
        }
    }

    private static int number(Statement statement, String sql) throws SQLException {
        try (ResultSet row = statement.executeQuery(sql)) {
            return row.next() ? row.getInt(1) : 0;
        }
    }

    /** The file is sound, and of a program that is newer than this one. */
    public static final class UnknownVersionException extends SQLException {
        UnknownVersionException(int version) {
            super("is of version " + version + ", this program reads " + VERSION);
        }
    }
}

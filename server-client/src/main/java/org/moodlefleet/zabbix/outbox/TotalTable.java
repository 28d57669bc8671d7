package org.moodlefleet.zabbix.outbox;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;

/** What became of samples that are no longer in the file, by owner. */
final class TotalTable {

    private static final String ADD = """
            insert into total (owner, collected, accepted, rejected, dropped) values (?, ?, ?, ?, ?)
            on conflict (owner) do update set
              collected = collected + excluded.collected, accepted = accepted + excluded.accepted,
              rejected = rejected + excluded.rejected, dropped = dropped + excluded.dropped""";
    private static final String PENDING = """
            select t.owner, coalesce(s.pending, 0), coalesce(s.held, 0), t.collected, t.accepted, t.rejected, t.dropped
            from total t left join
              (select owner, count(*) as pending, count(due_at) as held from sample group by owner) s
              on s.owner = t.owner""";

    private TotalTable() {}

    static void add(Connection connection, Map<String, Counts> changes) throws SQLException {
        try (PreparedStatement add = connection.prepareStatement(ADD)) {
            for (Map.Entry<String, Counts> change : changes.entrySet()) {
                Counts counts = change.getValue();
                add.setString(1, change.getKey());
                add.setLong(2, counts.collected());
                add.setLong(3, counts.accepted());
                add.setLong(4, counts.rejected());
                add.setLong(5, counts.dropped());
                add.executeUpdate();
            }
        }
    }

    /** Reads the whole queue once: pending samples are counted where they stand. */
    static Map<String, Counts> load(Connection connection) throws SQLException {
        Map<String, Counts> loaded = new HashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(PENDING)) {
            while (row.next()) {
                Counts counts = new Counts(
                        row.getLong(2), row.getLong(3), row.getLong(4), row.getLong(5), row.getLong(6), row.getLong(7));
                loaded.put(row.getString(1), counts);
            }
        }
        return loaded;
    }
}

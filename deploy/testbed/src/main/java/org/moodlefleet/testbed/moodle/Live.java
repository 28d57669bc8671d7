package org.moodlefleet.testbed.moodle;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Random;

/** Adds activity to databases each minute until the process is ended. */
final class Live {
    private static final long MINUTE = 60_000;
    /** Just before the minute turns, so that those who look at it on the minute find it. */
    private static final long AHEAD = 3_000;

    private final Server server;
    private final String prefix;
    private final List<String> databases;
    private final Random random;

    Live(Server server, Arguments arguments) {
        this.server = server;
        prefix = arguments.text("--prefix", "mdl_");
        databases = arguments.all("--database");
        random = new Random(arguments.number("--seed", 1));
        if (databases.isEmpty()) {
            throw new IllegalArgumentException("--database is missing");
        }
    }

    /** Returns only by an interruption. A database that fails is said and tried again the next minute. */
    void run() throws InterruptedException {
        while (true) {
            databases.forEach(this::tick);
            Thread.sleep(MINUTE - (System.currentTimeMillis() + AHEAD) % MINUTE);
        }
    }

    /** {@code DATABASE} or {@code DATABASE:PREFIX}. */
    private void tick(String target) {
        int colon = target.indexOf(':');
        String database = colon < 0 ? target : target.substring(0, colon);
        try (Connection connection = server.connect(database)) {
            LiveActivity.tick(connection, colon < 0 ? prefix : target.substring(colon + 1), Instant.now(), random);
        } catch (SQLException e) {
            System.err.println(database + ": " + e.getMessage());
        }
    }
}

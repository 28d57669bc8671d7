package org.moodlefleet.testbed.moodle.internal.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.moodlefleet.testbed.moodle.Engine;
import org.moodlefleet.testbed.moodle.MoodleVersion;

class TablesTest {
    private static Table table(MoodleVersion version, String name) {
        return Tables.of(version).stream()
                .filter(table -> table.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void attemptsAvailableIsOfFiveOnly() {
        assertThat(table(MoodleVersion.V4_1, "task_adhoc").hasColumn("attemptsavailable"))
                .isFalse();
        assertThat(table(MoodleVersion.V4_1, "task_adhoc").hasColumn("blocking"))
                .isTrue();
        assertThat(table(MoodleVersion.V5_1, "task_adhoc").hasColumn("attemptsavailable"))
                .isTrue();
        assertThat(table(MoodleVersion.V5_1, "task_adhoc").hasColumn("blocking"))
                .isFalse();
    }

    @Test
    void spellsATableForEachEngine() {
        Table table = TableText.parse(
                        List.of(
                                "table demo dem",
                                "  name c20, note t?, level i1=0, weight i10?, share n10.5=0.00000",
                                "  unique nam(name)",
                                "  index levwei(level,weight)"),
                        "5.1")
                .get(0);
        Dialect mariadb = Dialect.of(Engine.MARIADB);
        Dialect postgresql = Dialect.of(Engine.POSTGRESQL);

        assertThat(mariadb.createTable("x_", table))
                .isEqualTo("CREATE TABLE `x_demo` (`id` bigint(10) NOT NULL AUTO_INCREMENT,"
                        + " `name` varchar(20) NOT NULL DEFAULT '', `note` longtext, `level` tinyint(1) NOT NULL DEFAULT 0,"
                        + " `weight` bigint(10), `share` decimal(10,5) NOT NULL DEFAULT 0.00000, PRIMARY KEY (`id`))"
                        + " ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci ROW_FORMAT=COMPRESSED");
        assertThat(mariadb.createIndexes("x_", table))
                .containsExactly("ALTER TABLE `x_demo` ADD UNIQUE KEY `x_dem_nam_uix` (`name`),"
                        + " ADD KEY `x_dem_levwei_ix` (`level`, `weight`)");
        assertThat(postgresql.createTable("x_", table))
                .isEqualTo("CREATE TABLE \"x_demo\" (\"id\" bigserial NOT NULL,"
                        + " \"name\" varchar(20) NOT NULL DEFAULT '', \"note\" text, \"level\" smallint NOT NULL DEFAULT 0,"
                        + " \"weight\" bigint, \"share\" numeric(10,5) NOT NULL DEFAULT 0.00000,"
                        + " CONSTRAINT \"x_dem_id_pk\" PRIMARY KEY (\"id\"))");
        assertThat(postgresql.createIndexes("x_", table))
                .containsExactly(
                        "CREATE UNIQUE INDEX \"x_dem_nam_uix\" ON \"x_demo\" (\"name\")",
                        "CREATE INDEX \"x_dem_levwei_ix\" ON \"x_demo\" (\"level\", \"weight\")");
    }

    @Test
    void refusesWhatItDoesNotUnderstand() {
        assertThatThrownBy(() -> TableText.parse(List.of("table demo dem", "  name varchar"), "5.1"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("name varchar");
    }
}

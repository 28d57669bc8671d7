package org.moodlefleet.collector.measure.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.moodlefleet.document.InvalidValueException;
import org.moodlefleet.model.Engine;
import org.moodlefleet.model.RolePolicy;

class StatementTest {

    private static final Fragments FRAGMENTS = new Fragments(Map.of(
            "registered",
            new Fragment(null, Fragment.Variants.portable("$.deleted = 0 AND $.id <> :siteguest")),
            "living",
            new Fragment(null, Fragment.Variants.portable("{{registered $}} AND $.suspended = 0")),
            "staff",
            new Fragment(null, new Fragment.Variants(null, null, "$.archetype = 'manager'", "$.ticked = 1"))));

    private static Statement compile(String sql, RolePolicy policy) {
        return Statement.of(EngineSql.portable(sql), FRAGMENTS, Engine.MARIADB, policy, table -> "`mdl_" + table + "`");
    }

    @Test
    void putsTablesFragmentsAndParametersInTheirPlaces() {
        Statement statement = compile(
                "SELECT COUNT(*) FROM {user} u WHERE {{living u}} AND u.lastaccess >= :tick - 300",
                RolePolicy.STANDARD);

        assertThat(statement.sql())
                .isEqualTo("SELECT COUNT(*) FROM `mdl_user` u WHERE u.deleted = 0 AND u.id <> ? AND u.suspended = 0"
                        + " AND u.lastaccess >= ? - 300");
        assertThat(statement.parameters()).containsExactly("siteguest", "tick");
    }

    @Test
    void leavesLiteralsAndCastsAlone() {
        Statement statement = compile("SELECT ':tick {user}', 'it''s :end', x::text FROM {log}", RolePolicy.STANDARD);

        assertThat(statement.sql()).isEqualTo("SELECT ':tick {user}', 'it''s :end', x::text FROM `mdl_log`");
        assertThat(statement.parameters()).isEmpty();
    }

    @Test
    void aListTakesAPlaceForEachElementAndNullWhenItIsEmpty() {
        Statement statement = compile(
                "SELECT '?' FROM {course} c WHERE c.id IN (:courses) AND c.category IN (:categories) AND c.added < :tick",
                RolePolicy.STANDARD);

        Statement.Bound bound =
                statement.bind(Map.of("courses", List.of(12L, 15L), "categories", List.of(), "tick", 99L));

        assertThat(bound.sql())
                .isEqualTo(
                        "SELECT '?' FROM `mdl_course` c WHERE c.id IN (?, ?) AND c.category IN (NULL) AND c.added < ?");
        assertThat(bound.values()).containsExactly(12L, 15L, 99L);
        assertThat(statement.explained().bind(Map.of("courses", List.of(1L), "categories", List.of(2L), "tick", 3L)))
                .isEqualTo(new Statement.Bound(
                        "EXPLAIN SELECT '?' FROM `mdl_course` c WHERE c.id IN (?) AND c.category IN (?) AND c.added < ?",
                        List.of(1L, 2L, 3L)));
    }

    @Test
    void tellsWhetherItsOrderDecidesWhichRowsItAnswers() {
        assertThat(compile("SELECT c.id FROM {course} c ORDER BY c.id\n LIMIT 3\n", RolePolicy.STANDARD)
                        .isLimited())
                .isTrue();
        assertThat(compile("SELECT c.id FROM (SELECT 1 AS id LIMIT 1) c ORDER BY c.id", RolePolicy.STANDARD)
                        .isLimited())
                .isFalse();
    }

    @Test
    void takesTheVariantOfTheRolePolicy() {
        assertThat(compile("SELECT {{staff r}}", RolePolicy.STANDARD).sql())
                .isEqualTo("SELECT r.archetype = 'manager'");
        assertThat(compile("SELECT {{staff r}}", RolePolicy.ENT).sql()).isEqualTo("SELECT r.ticked = 1");
    }

    @Test
    void suggestsTheLikelyParameterAndFragment() {
        assertThatThrownBy(() -> compile("SELECT :tik", RolePolicy.STANDARD))
                .isInstanceOfSatisfying(
                        InvalidValueException.class,
                        e -> assertThat(e.violation().hint().toString()).contains("'tick'"));
        assertThatThrownBy(() -> compile("{{livin u}}", RolePolicy.STANDARD))
                .isInstanceOfSatisfying(
                        InvalidValueException.class,
                        e -> assertThat(e.violation().hint().toString()).contains("'living'"));
    }
}

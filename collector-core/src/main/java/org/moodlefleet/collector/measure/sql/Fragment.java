package org.moodlefleet.collector.measure.sql;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.moodlefleet.document.InvalidValueException;
import org.moodlefleet.model.Engine;
import org.moodlefleet.model.RolePolicy;

/**
 * A piece of SQL that several queries share, used as <code>{{name alias}}</code>.
 *
 * @param reads columns that it touches, by table without prefix
 * @param sql its text; {@code $} stands for the alias
 */
public record Fragment(Map<String, List<String>> reads, Variants sql) {

    public Fragment {
        if (sql == null) {
            throw new InvalidValueException("sql", "is missing", "write the text of the fragment");
        }
        reads = reads == null ? Map.of() : Map.copyOf(reads);
    }

    /** One text for all, or one for each engine, or one for each role policy. */
    public record Variants(String mysql, String postgresql, String standard, String ent) {

        @JsonCreator
        public Variants {
            boolean byEngine = mysql != null && postgresql != null && standard == null && ent == null;
            boolean byPolicy = standard != null && ent != null && mysql == null && postgresql == null;
            if (!byEngine && !byPolicy) {
                throw new InvalidValueException(
                        "",
                        "the variants are incomplete",
                        "write one text, or mysql and postgresql, or standard and ent");
            }
        }

        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        public static Variants portable(String sql) {
            return new Variants(sql, sql, null, null);
        }

        String on(Engine engine, RolePolicy policy) {
            if (standard != null) {
                return policy == RolePolicy.ENT ? ent : standard;
            }
            return engine == Engine.POSTGRESQL ? postgresql : mysql;
        }

        /** A table that only another variant names is not read; one that none names is that of the alias. */
        boolean readsOn(Engine engine, RolePolicy policy, String table) {
            String name = "{" + table + "}";
            boolean named =
                    Stream.of(mysql, postgresql, standard, ent).anyMatch(text -> text != null && text.contains(name));
            return !named || on(engine, policy).contains(name);
        }
    }
}

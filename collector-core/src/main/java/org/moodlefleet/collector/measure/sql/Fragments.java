package org.moodlefleet.collector.measure.sql;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.moodlefleet.document.InvalidValueException;
import org.moodlefleet.document.Suggestion;
import org.moodlefleet.model.Engine;
import org.moodlefleet.model.RolePolicy;

/** The shared pieces of SQL of a template, and their expansion. */
public record Fragments(Map<String, Fragment> fragments) {

    public static final Fragments NONE = new Fragments(Map.of());

    private static final Pattern USE = Pattern.compile("\\{\\{\\s*([a-z][a-z0-9_]*)(?:\\s+([a-z][a-z0-9_]*))?\\s*}}");
    private static final int DEEPEST = 8;
    /** Stands for any. */
    private static final String ALIAS = "x";

    public Fragments {
        fragments = fragments == null ? Map.of() : Map.copyOf(fragments);
    }

    /**
     * Puts the fragments' texts in the place of their uses.
     *
     * @throws InvalidValueException for an unknown fragment, or fragments that use each other in a circle
     */
    String expand(String sql, Engine engine, RolePolicy policy) {
        return expand(sql, engine, policy, 0);
    }

    /**
     * These, and others that may be used as well.
     *
     * @throws InvalidValueException for a name that is taken
     */
    public Fragments with(Fragments others) {
        for (String name : fragments.keySet()) {
            if (others.fragments.containsKey(name)) {
                throw new InvalidValueException(
                        "fragments/" + name, "is already a fragment of template MOODLE", "choose another name");
            }
        }
        Map<String, Fragment> all = new HashMap<>(others.fragments);
        all.putAll(fragments);
        return new Fragments(all);
    }

    /** @throws InvalidValueException for the first, by name, that uses what is not known */
    public void check() {
        new TreeMap<>(fragments).forEach((name, fragment) -> {
            try {
                for (Engine engine : Engine.values()) {
                    for (RolePolicy policy : RolePolicy.values()) {
                        String text = fragment.sql().on(engine, policy).replace("$", ALIAS);
                        USE.matcher(text).results().forEach(use -> fragment(use.group(1)));
                        SqlText.check(USE.matcher(text).replaceAll(" "));
                        expand(text, engine, policy);
                    }
                }
            } catch (InvalidValueException e) {
                throw e.within("fragments/" + name);
            }
        });
    }

    private String expand(String sql, Engine engine, RolePolicy policy, int depth) {
        if (depth > DEEPEST) {
            throw new InvalidValueException(
                    "sql", "its fragments use each other in a circle", "write one of them without the others");
        }
        Matcher use = USE.matcher(sql);
        StringBuilder expanded = new StringBuilder();
        while (use.find()) {
            Fragment fragment = fragment(use.group(1));
            String alias = use.group(2) == null ? "" : use.group(2);
            String text = fragment.sql().on(engine, policy).strip().replace("$", alias);
            use.appendReplacement(expanded, Matcher.quoteReplacement(expand(text, engine, policy, depth + 1)));
        }
        return use.appendTail(expanded).toString();
    }

    /** Columns that the fragments of a text read, those within them included, for an engine and a policy. */
    public void addReads(String sql, Engine engine, RolePolicy policy, BiConsumer<String, List<String>> reads) {
        USE.matcher(sql).results().map(use -> fragment(use.group(1))).forEach(fragment -> {
            fragment.reads().forEach((table, columns) -> {
                if (fragment.sql().readsOn(engine, policy, table)) {
                    reads.accept(table, columns);
                }
            });
            addReads(fragment.sql().on(engine, policy).replace("$", ALIAS), engine, policy, reads);
        });
    }

    private Fragment fragment(String name) {
        Fragment fragment = fragments.get(name);
        if (fragment == null) {
            throw new InvalidValueException(
                    "sql",
                    "uses the unknown fragment '" + name + "'",
                    Suggestion.among(name, fragments.keySet().stream().sorted().toList())
                            .toString(),
                    "{{" + name);
        }
        return fragment;
    }
}

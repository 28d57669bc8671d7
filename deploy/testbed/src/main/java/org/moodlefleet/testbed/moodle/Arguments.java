package org.moodlefleet.testbed.moodle;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The command line of {@link Generate}: flags, and options with a value. */
final class Arguments {
    private static final Set<String> FLAGS = Set.of("--drop", "--live");
    private static final Set<String> OPTIONS = Set.of(
            "--engine",
            "--host",
            "--port",
            "--user",
            "--password-env",
            "--database",
            "--prefix",
            "--preset",
            "--name",
            "--users",
            "--courses",
            "--days",
            "--log-rows",
            "--files",
            "--seed",
            "--moodle",
            "--zone",
            "--now",
            "--plugins");

    private final Map<String, List<String>> values = new HashMap<>();

    /**
     * Reads a command line.
     *
     * @throws IllegalArgumentException when an option is unknown or lacks its value
     */
    Arguments(String... words) {
        for (int i = 0; i < words.length; i++) {
            String word = words[i];
            if (FLAGS.contains(word)) {
                values.put(word, List.of());
            } else if (OPTIONS.contains(word) && i + 1 < words.length) {
                values.computeIfAbsent(word, any -> new ArrayList<>()).add(words[++i]);
            } else {
                throw new IllegalArgumentException(
                        word + (OPTIONS.contains(word) ? " needs a value" : " is unknown: " + known()));
            }
        }
    }

    private static String known() {
        List<String> all = new ArrayList<>(OPTIONS);
        all.addAll(FLAGS);
        all.sort(null);
        return String.join(" ", all);
    }

    boolean has(String flag) {
        return values.containsKey(flag);
    }

    List<String> all(String option) {
        return values.getOrDefault(option, List.of());
    }

    /** The last one given. */
    Optional<String> optional(String option) {
        List<String> given = all(option);
        return given.isEmpty() ? Optional.empty() : Optional.of(given.get(given.size() - 1));
    }

    String text(String option) {
        return optional(option).orElseThrow(() -> new IllegalArgumentException(option + " is missing"));
    }

    String text(String option, String otherwise) {
        return optional(option).orElse(otherwise);
    }

    int number(String option, int otherwise) {
        try {
            return optional(option).map(Integer::parseInt).orElse(otherwise);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(option + " must be a whole number", e);
        }
    }
}

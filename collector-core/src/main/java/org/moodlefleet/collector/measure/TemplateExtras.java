package org.moodlefleet.collector.measure;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.moodlefleet.document.InvalidValueException;
import org.moodlefleet.document.Localized;
import org.moodlefleet.document.Suggestion;

/**
 * What Zabbix shows of a template besides its measures' items ({@code zabbix.yaml}).
 *
 * @param templateGroup group of templates in Zabbix
 * @param storage how long values are kept, by rate
 * @param displayValueMaps value map by the key of the measure it words
 * @param webScenarios pages that the Zabbix server fetches
 */
public record TemplateExtras(
        String templateGroup,
        Localized description,
        Map<Rate, Storage> storage,
        List<Macro> macros,
        List<ValueMap> valueMaps,
        Map<String, String> displayValueMaps,
        List<WebScenario> webScenarios,
        List<Trigger> triggers) {

    private static final List<String> SEVERITIES = List.of("info", "warning", "average", "high", "disaster");
    private static final Pattern MACRO = Pattern.compile("\\{\\$[A-Z0-9_.]+}");

    private static final Localized DESCRIPTION = new Localized(
            "Measures of one Moodle, read from its database by the Moodle fleet collector.",
            "Mesures d'un Moodle, lues dans sa base de données par le collecteur de parcs Moodle.");

    private static final Map<Rate, Storage> STORAGE = Map.of(
            Rate.INSTANT, new Storage("31d", "730d"),
            Rate.HOURLY, new Storage("180d", "1825d"),
            Rate.DAILY, new Storage("1095d", "1825d"),
            Rate.WEEKLY, new Storage("1825d", "1825d"),
            Rate.MONTHLY, new Storage("1825d", "1825d"));

    /** Of a template without {@code zabbix.yaml}. */
    public static final TemplateExtras DEFAULT = new TemplateExtras(null, null, null, null, null, null, null, null);

    public TemplateExtras {
        templateGroup = Objects.requireNonNullElse(templateGroup, "Templates/Moodle");
        if (templateGroup.isBlank()) {
            throw new InvalidValueException("templateGroup", "is empty", "write such as Templates/Moodle");
        }
        description = Objects.requireNonNullElse(description, DESCRIPTION);
        Map<Rate, Storage> all = new EnumMap<>(STORAGE);
        all.putAll(Objects.requireNonNullElse(storage, Map.of()));
        storage = Map.copyOf(all);
        macros = List.copyOf(Objects.requireNonNullElse(macros, List.of()));
        valueMaps = List.copyOf(Objects.requireNonNullElse(valueMaps, List.of()));
        displayValueMaps = Map.copyOf(Objects.requireNonNullElse(displayValueMaps, Map.of()));
        webScenarios = List.copyOf(Objects.requireNonNullElse(webScenarios, List.of()));
        triggers = List.copyOf(Objects.requireNonNullElse(triggers, List.of()));
        checkReferences(valueMaps, displayValueMaps, triggers);
    }

    /**
     * With other worded measures and without some triggers, on which the others then no longer depend.
     *
     * @param gone ids of triggers
     */
    public TemplateExtras with(Map<String, String> worded, Set<String> gone) {
        List<Trigger> left = triggers.stream()
                .filter(trigger -> !gone.contains(trigger.id()))
                .map(trigger -> trigger.without(gone))
                .toList();
        return new TemplateExtras(templateGroup, description, storage, macros, valueMaps, worded, webScenarios, left);
    }

    private static void checkReferences(
            List<ValueMap> valueMaps, Map<String, String> displayValueMaps, List<Trigger> triggers) {
        List<String> maps = valueMaps.stream().map(ValueMap::id).toList();
        displayValueMaps.forEach((key, map) -> checkKnown("displayValueMaps/" + key, map, maps));
        List<String> ids = triggers.stream().map(Trigger::id).toList();
        for (int i = 0; i < triggers.size(); i++) {
            for (String id : triggers.get(i).dependsOn()) {
                checkKnown("triggers/" + i + "/dependsOn", id, ids);
            }
        }
    }

    private static void checkKnown(String field, String written, List<String> known) {
        if (!known.contains(written)) {
            throw new InvalidValueException(
                    field,
                    "'" + written + "' is not declared in this file",
                    Suggestion.among(written, known).toString());
        }
    }

    private static void require(Object value, String field, String hint) {
        if (value == null) {
            throw new InvalidValueException(field, "is missing", hint);
        }
    }

    /**
     * How long Zabbix keeps values.
     *
     * @param history of single values, such as {@code 31d}
     * @param trends of hourly minimum, mean and maximum
     */
    public record Storage(String history, String trends) {
        public Storage {
            require(history, "history", "write a time, such as 31d");
            require(trends, "trends", "write a time, such as 730d");
        }
    }

    /** A user macro that thresholds rest on; hosts may have their own value. */
    public record Macro(String macro, String value, Localized description) {
        public Macro {
            if (macro == null || !MACRO.matcher(macro).matches()) {
                throw new InvalidValueException("macro", "is no user macro", "write such as \"{$MY.MAX}\", in quotes");
            }
            require(value, "value", "write the default, in quotes");
            require(description, "description", "write en and fr");
        }
    }

    /** Words in the place of numbers. */
    public record ValueMap(String id, Localized name, Map<String, Localized> words) {
        public ValueMap {
            require(id, "id", "write a short name");
            require(name, "name", "write en and fr");
            require(words, "words", "write en and fr of each number");
            words = Map.copyOf(words);
        }
    }

    /**
     * Pages that the Zabbix server fetches in a row; of TLS it always checks the chain and the host name.
     *
     * @param name the same in every language: it stands in the keys of the items that Zabbix makes
     * @param delay how often, such as {@code 5m}
     * @param attempts how often a failed step is tried
     * @param proxy HTTP proxy, may be a macro
     */
    public record WebScenario(String id, String name, String delay, int attempts, String proxy, List<Step> steps) {
        public WebScenario {
            require(id, "id", "write a short name, which never changes");
            require(name, "name", "write what stands in the keys of its items, such as FRONT ACCESS");
            require(delay, "delay", "write a time, such as 5m");
            if (attempts < 1 || attempts > 10) {
                throw new InvalidValueException("attempts", "is out of range", "write 1 to 10");
            }
            proxy = Objects.requireNonNullElse(proxy, "");
            steps = List.copyOf(Objects.requireNonNullElse(steps, List.of()));
            if (steps.isEmpty()) {
                throw new InvalidValueException("steps", "is empty", "write the page that is fetched");
            }
        }

        /**
         * One page; redirects are followed.
         *
         * @param required regular expression that the page must match
         * @param statusCodes HTTP statuses that are good
         */
        public record Step(String name, String url, String timeout, String required, String statusCodes) {
            public Step {
                require(name, "name", "write a short name");
                require(url, "url", "write an address, which may be a macro");
                require(timeout, "timeout", "write a time, such as 15s");
                required = Objects.requireNonNullElse(required, "");
                statusCodes = Objects.requireNonNullElse(statusCodes, "");
            }
        }
    }

    /**
     * A condition that makes a problem.
     *
     * @param expression of Zabbix, where {@code {T}} stands for the template's name
     * @param severity in Zabbix's words: info, warning, average, high, disaster
     */
    public record Trigger(
            String id,
            Localized name,
            String expression,
            String severity,
            Localized description,
            List<String> dependsOn) {
        public Trigger {
            require(id, "id", "write a short name, which never changes");
            require(name, "name", "write en and fr");
            require(expression, "expression", "write such as last(/{T}/moodle.users.online)>{$MY.MAX}");
            require(severity, "severity", "write one of " + String.join(", ", SEVERITIES));
            if (!SEVERITIES.contains(severity)) {
                throw new InvalidValueException(
                        "severity",
                        "'" + severity + "' is none of Zabbix's",
                        Suggestion.among(severity, SEVERITIES).toString());
            }
            require(description, "description", "write en and fr");
            dependsOn = List.copyOf(Objects.requireNonNullElse(dependsOn, List.of()));
        }

        private Trigger without(Set<String> gone) {
            List<String> left =
                    dependsOn.stream().filter(other -> !gone.contains(other)).toList();
            return new Trigger(id, name, expression, severity, description, left);
        }
    }
}

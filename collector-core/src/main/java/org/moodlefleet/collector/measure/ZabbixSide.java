package org.moodlefleet.collector.measure;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.moodlefleet.document.InvalidValueException;
import org.moodlefleet.document.Localized;

/**
 * What Zabbix shows of a template besides its measures' items ({@code zabbix.yaml}).
 *
 * @param templateGroup group of templates in Zabbix
 * @param storage how long values are kept, by rate
 * @param displayValueMaps value map by the key of the measure it words
 * @param webScenarios pages that the Zabbix server fetches
 */
public record ZabbixSide(
        String templateGroup,
        Localized description,
        Map<Rate, Storage> storage,
        List<Macro> macros,
        List<ValueMap> valueMaps,
        Map<String, String> displayValueMaps,
        List<WebScenario> webScenarios,
        List<Trigger> triggers) {

    public ZabbixSide {
        if (templateGroup == null || templateGroup.isBlank()) {
            throw new InvalidValueException("templateGroup", "is missing", "write such as Templates/Moodle");
        }
        if (description == null) {
            throw new InvalidValueException("description", "is missing", "write en and fr");
        }
        if (storage == null || storage.size() < Rate.values().length) {
            throw new InvalidValueException("storage", "lacks a rate", "write history and trends of each rate");
        }
        storage = Map.copyOf(storage);
        macros = List.copyOf(Objects.requireNonNullElse(macros, List.of()));
        valueMaps = List.copyOf(Objects.requireNonNullElse(valueMaps, List.of()));
        displayValueMaps = Map.copyOf(Objects.requireNonNullElse(displayValueMaps, Map.of()));
        webScenarios = List.copyOf(Objects.requireNonNullElse(webScenarios, List.of()));
        triggers = List.copyOf(Objects.requireNonNullElse(triggers, List.of()));
    }

    /**
     * How long Zabbix keeps values.
     *
     * @param history of single values, such as {@code 31d}
     * @param trends of hourly minimum, mean and maximum
     */
    public record Storage(String history, String trends) {}

    /** A user macro that thresholds rest on; hosts may have their own value. */
    public record Macro(String macro, String value, Localized description) {}

    /** Words in the place of numbers. */
    public record ValueMap(String id, Localized name, Map<String, Localized> words) {}

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
            proxy = Objects.requireNonNullElse(proxy, "");
            steps = List.copyOf(Objects.requireNonNullElse(steps, List.of()));
        }

        /**
         * One page; redirects are followed.
         *
         * @param required regular expression that the page must match
         * @param statusCodes HTTP statuses that are good
         */
        public record Step(String name, String url, String timeout, String required, String statusCodes) {
            public Step {
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
            dependsOn = List.copyOf(Objects.requireNonNullElse(dependsOn, List.of()));
        }
    }
}

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
 */
public record ZabbixSide(
        String templateGroup,
        Localized description,
        Map<Rate, Storage> storage,
        List<Macro> macros,
        List<ValueMap> valueMaps,
        Map<String, String> displayValueMaps,
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

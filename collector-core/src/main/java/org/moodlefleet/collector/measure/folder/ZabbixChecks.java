package org.moodlefleet.collector.measure.folder;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.moodlefleet.collector.measure.Measure;
import org.moodlefleet.collector.measure.MeasureSet;
import org.moodlefleet.collector.measure.Rate;
import org.moodlefleet.collector.measure.TemplateExtras;
import org.moodlefleet.collector.measure.ValueType;
import org.moodlefleet.document.InvalidValueException;
import org.moodlefleet.document.Language;
import org.moodlefleet.document.Localized;
import org.moodlefleet.document.Suggestion;
import org.moodlefleet.zabbix.template.TimePeriod;

/**
 * Whether Zabbix would take what {@code zabbix.yaml} says: it refuses a template as a whole, and with it every host that
 * wants it. Lengths and ranges are those of Zabbix 6.0.
 */
final class ZabbixChecks {

    private static final int LONGEST_NAME = 255;
    private static final int LONGEST_SHORT_NAME = 64;
    private static final int LONGEST_MACRO = 2048;
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration LONGEST_STORAGE = Duration.ofDays(25L * 365);
    private static final Pattern MACRO = Pattern.compile("(\\{\\$[A-Z0-9_.]+)(?::[^}]*)?}");
    private static final Pattern GROUP = Pattern.compile("[^/]+(?:/[^/]+)*");
    private static final Pattern CODES = Pattern.compile("|\\d{3}(-\\d{3})?(,\\d{3}(-\\d{3})?)*");

    private final TemplateExtras side;
    private final Map<String, Measure> items = new HashMap<>();
    private final Map<String, Measure> prototypes = new HashMap<>();
    private final Set<String> watched = new TreeSet<>();
    private final List<String> macros;

    ZabbixChecks(TemplateExtras side, List<MeasureSet> sets) {
        this.side = side;
        for (MeasureSet set : sets) {
            set.measures().forEach(m -> (set.segment() == null ? items : prototypes).put(m.key(), m));
        }
        side.webScenarios().forEach(scenario -> watched.addAll(itemsOf(scenario)));
        macros = side.macros().stream().map(TemplateExtras.Macro::macro).toList();
    }

    /** @throws InvalidValueException naming the field of {@code zabbix.yaml} */
    void check() {
        if (side.templateGroup().length() > LONGEST_NAME
                || !GROUP.matcher(side.templateGroup()).matches()) {
            throw new InvalidValueException("templateGroup", "is no name of a group", "write such as Templates/Moodle");
        }
        side.storage().forEach(this::checkStorage);
        checkMacros();
        checkValueMaps();
        side.displayValueMaps().keySet().forEach(this::checkWorded);
        checkScenarios();
        checkTriggers();
    }

    /**
     * What names a measure that is not there, because its file is broken perhaps, and may be left out alone.
     *
     * @param reason takes why each is left out
     */
    TemplateExtras withoutUnknown(Consumer<InvalidValueException> reason) {
        Map<String, String> worded = new HashMap<>(side.displayValueMaps());
        worded.keySet().removeIf(key -> fails(() -> checkWorded(key), reason));
        Set<String> gone = new HashSet<>();
        for (int i = 0; i < side.triggers().size(); i++) {
            TemplateExtras.Trigger trigger = side.triggers().get(i);
            String field = "triggers/" + i + "/expression";
            List<String> keys =
                    TriggerExpression.read(field, trigger.expression()).keys();
            if (fails(() -> keys.forEach(key -> checkItem(field, key)), reason)) {
                gone.add(trigger.id());
            }
        }
        return side.with(worded, gone);
    }

    private static boolean fails(Runnable check, Consumer<InvalidValueException> reason) {
        try {
            check.run();
            return false;
        } catch (InvalidValueException e) {
            reason.accept(e);
            return true;
        }
    }

    private void checkStorage(Rate rate, TemplateExtras.Storage storage) {
        String field = "storage/" + rate.label() + "/";
        checkTime(field + "history", storage.history(), HOUR, LONGEST_STORAGE, true);
        checkTime(field + "trends", storage.trends(), DAY, LONGEST_STORAGE, true);
    }

    private void checkTime(String field, String written, Duration least, Duration most, boolean mayBeNone) {
        if (MACRO.matcher(written).matches()) {
            checkMacrosIn(field, written);
            return;
        }
        boolean good = TimePeriod.parse(written)
                .filter(time -> mayBeNone && time.isZero() || time.compareTo(least) >= 0 && time.compareTo(most) <= 0)
                .isPresent();
        if (!good) {
            throw new InvalidValueException(
                    field,
                    "'" + written + "' is no time from " + seconds(least) + " to " + seconds(most),
                    "write a number with s, m, h, d or w" + (mayBeNone ? ", such as 31d, or 0 for none" : ""));
        }
    }

    private static String seconds(Duration time) {
        return time.toDays() > 0
                ? time.toDays() + "d"
                : time.toHours() > 0 ? time.toHours() + "h" : time.toSeconds() + "s";
    }

    private void checkMacros() {
        checkOnce("macros", "macro", side.macros(), TemplateExtras.Macro::macro);
        for (int i = 0; i < side.macros().size(); i++) {
            checkLength("macros/" + i + "/macro", side.macros().get(i).macro(), LONGEST_NAME);
            checkLength("macros/" + i + "/value", side.macros().get(i).value(), LONGEST_MACRO);
        }
    }

    private void checkValueMaps() {
        checkOnce("valueMaps", "id", side.valueMaps(), TemplateExtras.ValueMap::id);
        for (Language language : Language.values()) {
            String field = "name/" + language.tag();
            checkOnce("valueMaps", field, side.valueMaps(), map -> map.name().in(language));
        }
        for (int i = 0; i < side.valueMaps().size(); i++) {
            TemplateExtras.ValueMap map = side.valueMaps().get(i);
            String field = "valueMaps/" + i;
            checkLength(field + "/name", map.name(), LONGEST_SHORT_NAME);
            if (map.words().isEmpty()) {
                throw new InvalidValueException(field + "/words", "is empty", "write en and fr of each number");
            }
            map.words().forEach((value, word) -> checkLength(field + "/words/" + value, word, LONGEST_SHORT_NAME));
        }
    }

    private void checkWorded(String key) {
        String field = "displayValueMaps/" + key;
        Measure measure = items.getOrDefault(key, prototypes.get(key));
        if (measure == null) {
            Set<String> all = new TreeSet<>(items.keySet());
            all.addAll(prototypes.keySet());
            throw unknown(field, key, all);
        }
        if (measure.type() == ValueType.TEXT) {
            throw new InvalidValueException(field, "is a text, which Zabbix does not word", "take it away");
        }
    }

    private void checkItem(String field, String key) {
        if (prototypes.containsKey(key)) {
            throw new InvalidValueException(
                    field, "'" + key + "' is a segment's", "let triggers rest on measures without segment", key);
        }
        if (!items.containsKey(key) && !watched.contains(key)) {
            Set<String> all = new TreeSet<>(items.keySet());
            all.addAll(watched);
            throw unknown(field, key, all);
        }
    }

    private static InvalidValueException unknown(String field, String key, Set<String> known) {
        String near = Suggestion.among(key, List.copyOf(known)).toString();
        return new InvalidValueException(
                field,
                "key " + key + " is no measure of this template",
                near.startsWith("did") ? near : "write the key of one of its measures",
                key);
    }

    private void checkScenarios() {
        checkOnce("webScenarios", "id", side.webScenarios(), TemplateExtras.WebScenario::id);
        checkOnce("webScenarios", "name", side.webScenarios(), TemplateExtras.WebScenario::name);
        for (int i = 0; i < side.webScenarios().size(); i++) {
            TemplateExtras.WebScenario scenario = side.webScenarios().get(i);
            String field = "webScenarios/" + i + "/";
            checkLength(field + "name", scenario.name(), LONGEST_SHORT_NAME);
            checkTime(field + "delay", scenario.delay(), Duration.ofSeconds(1), DAY, false);
            checkMacrosIn(field + "proxy", scenario.proxy());
            checkOnce(field + "steps", "name", scenario.steps(), TemplateExtras.WebScenario.Step::name);
            for (int j = 0; j < scenario.steps().size(); j++) {
                checkStep(field + "steps/" + j + "/", scenario.steps().get(j));
            }
        }
    }

    private void checkStep(String field, TemplateExtras.WebScenario.Step step) {
        checkLength(field + "name", step.name(), LONGEST_SHORT_NAME);
        checkLength(field + "url", step.url(), LONGEST_MACRO);
        checkMacrosIn(field + "url", step.url());
        checkTime(field + "timeout", step.timeout(), Duration.ofSeconds(1), HOUR, false);
        checkMacrosIn(field + "required", step.required());
        if (!CODES.matcher(step.statusCodes()).matches() && !step.statusCodes().contains("{$")) {
            throw new InvalidValueException(field + "statusCodes", "are no HTTP statuses", "write such as 200,301-302");
        }
    }

    private static List<String> itemsOf(TemplateExtras.WebScenario scenario) {
        String name = scenario.name();
        List<String> keys = new ArrayList<>(List.of(
                "web.test.fail[" + name + "]", "web.test.error[" + name + "]", "web.test.in[" + name + ",,bps]"));
        for (TemplateExtras.WebScenario.Step step : scenario.steps()) {
            String place = name + "," + step.name();
            keys.add("web.test.rspcode[" + place + "]");
            keys.add("web.test.time[" + place + ",resp]");
            keys.add("web.test.in[" + place + ",bps]");
        }
        return keys;
    }

    private void checkTriggers() {
        checkOnce("triggers", "id", side.triggers(), TemplateExtras.Trigger::id);
        for (Language language : Language.values()) {
            checkOnce(
                    "triggers",
                    "name/" + language.tag(),
                    side.triggers(),
                    t -> t.name().in(language));
        }
        for (int i = 0; i < side.triggers().size(); i++) {
            TemplateExtras.Trigger trigger = side.triggers().get(i);
            String field = "triggers/" + i + "/";
            checkLength(field + "name", trigger.name(), LONGEST_NAME);
            String expression = field + "expression";
            TriggerExpression.read(expression, trigger.expression()).keys().forEach(key -> checkItem(expression, key));
            checkMacrosIn(expression, trigger.expression());
            for (Language language : Language.values()) {
                checkMacrosIn(field + "name/" + language.tag(), trigger.name().in(language));
                checkMacrosIn(
                        field + "description/" + language.tag(),
                        trigger.description().in(language));
            }
            if (reaches(trigger, trigger.id(), new HashSet<>())) {
                throw new InvalidValueException(
                        field + "dependsOn", "leads back to this trigger", "take one of the circle away");
            }
        }
    }

    private boolean reaches(TemplateExtras.Trigger from, String id, Set<String> seen) {
        return from.dependsOn().contains(id)
                || side.triggers().stream()
                        .filter(other -> from.dependsOn().contains(other.id()) && seen.add(other.id()))
                        .anyMatch(other -> reaches(other, id, seen));
    }

    private void checkMacrosIn(String field, String written) {
        Matcher macro = MACRO.matcher(written);
        while (macro.find()) {
            String name = macro.group(1) + "}";
            if (!macros.contains(name)) {
                String near = Suggestion.among(name, macros).toString();
                throw new InvalidValueException(
                        field,
                        "uses macro " + name + ", which does not stand under macros",
                        near.startsWith("did") ? near : "write it there with its default",
                        name);
            }
        }
    }

    private static void checkLength(String field, Localized text, int most) {
        for (Language language : Language.values()) {
            checkLength(field + "/" + language.tag(), text.in(language), most);
        }
    }

    private static void checkLength(String field, String text, int most) {
        if (text.isBlank() && !field.endsWith("/value")) {
            throw new InvalidValueException(field, "is empty", "write a text");
        }
        if (text.length() > most || text.indexOf('\n') >= 0) {
            throw new InvalidValueException(field, "is too long for Zabbix", "write one line of at most " + most);
        }
    }

    private static <T> void checkOnce(String list, String field, List<T> all, Function<T, String> id) {
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < all.size(); i++) {
            if (!seen.add(id.apply(all.get(i)))) {
                throw new InvalidValueException(
                        list + "/" + i + "/" + field, "'" + id.apply(all.get(i)) + "' stands twice", "choose another");
            }
        }
    }
}

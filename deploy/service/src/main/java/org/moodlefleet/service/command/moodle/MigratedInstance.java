package org.moodlefleet.service.command.moodle;

import static org.moodlefleet.service.command.message.CommandLanguage.say;
import static org.moodlefleet.service.command.message.CommandMessage.CUSTOM_MEASURE_OFF;
import static org.moodlefleet.service.command.message.CommandMessage.CUSTOM_MEASURE_REPEATED;
import static org.moodlefleet.service.command.message.CommandMessage.EACH_ACTIVITY;
import static org.moodlefleet.service.command.message.CommandMessage.EACH_CATEGORY;
import static org.moodlefleet.service.command.message.CommandMessage.EACH_COHORT;
import static org.moodlefleet.service.command.message.CommandMessage.EACH_CONTEXT;
import static org.moodlefleet.service.command.message.CommandMessage.EACH_COURSE;
import static org.moodlefleet.service.command.message.CommandMessage.EACH_USER;
import static org.moodlefleet.service.command.message.CommandMessage.SETTING_NOT_NEEDED;
import static org.moodlefleet.service.command.message.CommandMessage.STARTED_SQL;
import static org.moodlefleet.service.command.message.CommandMessage.ZABBIX_GROUPS;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.moodlefleet.collector.inspection.ReportZabbixSettings.Custom;
import org.moodlefleet.collector.inspection.ReportZabbixSettings.Reference;
import org.moodlefleet.collector.measure.Rate;
import org.moodlefleet.document.PlainText;
import org.moodlefleet.document.YamlText;

/**
 * What report_zabbix was told in a Moodle, in our words: settings of the instance, and a template of the custom measures,
 * whose SQL stands as it was written and is to be reviewed.
 */
record MigratedInstance(InstanceName instance, Reference reference) {

    private static final int LONGEST_COMMENT = 10_000;
    private static final int SITE = 10;
    private static final Map<Integer, String> CONTEXTS = Map.of(
            25,
            say(EACH_COHORT),
            30,
            say(EACH_USER),
            40,
            say(EACH_CATEGORY),
            50,
            say(EACH_COURSE),
            70,
            say(EACH_ACTIVITY));

    /** Settings that have a place of their own here. */
    private static final Set<String> ELSEWHERE = Set.of(
            "allowedcronperiod",
            "discovercategories",
            "discovercourses",
            "tellithasstarted",
            "userrolepolicy",
            "zabbixhostname");

    /** Files by path below a folder. */
    Map<String, String> files() {
        Map<String, String> files = new TreeMap<>();
        files.put("instance.yaml", settings());
        String folder = "custom-" + instance.instance();
        Set<String> sets = new HashSet<>();
        for (Custom custom : reference.measures()) {
            String set = free("custom-" + slug(custom.shortname()), sets);
            if (isCarried(custom)) {
                files.put(folder + "/measures/" + set + ".yaml", measure(set, custom));
            } else {
                files.put(
                        "not-carried/" + set + ".sql",
                        "-- custom measure of report_zabbix: " + line(custom.name()) + "\n" + custom.sql() + "\n");
            }
        }
        if (reference.measures().stream().anyMatch(MigratedInstance::isCarried)) {
            files.put(
                    folder + "/template.yaml",
                    "name: " + YamlText.scalar("CUSTOM " + instance.instance().toUpperCase(Locale.ROOT)) + "\n");
        }
        return files;
    }

    /** A line each, what has no place here, and why. */
    List<String> notCarried() {
        List<String> lines = new ArrayList<>();
        reference.settings().forEach((name, value) -> {
            if (name.equals("tellithasstartedsql") && !value.isBlank()) {
                lines.add(say(STARTED_SQL.with(line(value))));
            } else if (name.equals("zabbixgroups") && !value.isBlank()) {
                lines.add(say(ZABBIX_GROUPS.with(line(value))));
            }
        });
        reference.otherSettings().stream()
                .filter(name -> !ELSEWHERE.contains(name))
                .forEach(name -> lines.add(say(SETTING_NOT_NEEDED.with(line(name)))));
        for (Custom custom : reference.measures()) {
            if (!custom.active()) {
                lines.add(say(CUSTOM_MEASURE_OFF.with(line(custom.shortname()))));
            } else if (custom.context() != SITE) {
                lines.add(say(CUSTOM_MEASURE_REPEATED.with(
                        line(custom.shortname()),
                        CONTEXTS.getOrDefault(custom.context(), say(EACH_CONTEXT.with(custom.context()))))));
            }
        }
        return lines;
    }

    private String settings() {
        Map<String, String> written = reference.settings();
        StringBuilder yaml = new StringBuilder("# of instance " + instance + ": to be put into the fleet file\n");
        if (!written.getOrDefault("zabbixhostname", "").isBlank()) {
            yaml.append("host: ")
                    .append(YamlText.scalar(written.get("zabbixhostname").strip()))
                    .append("\n");
        }
        yaml.append("settings:\n  referenceKeys: true   # the histories of report_zabbix' keys go on\n");
        yaml.append("  rolePolicy: ")
                .append("ent".equals(written.get("userrolepolicy")) ? "ent" : "standard")
                .append("\n");
        String started = written.getOrDefault("tellithasstarted", "");
        if (started.equals("0") || started.equals("1")) {
            yaml.append("  started: ").append(started.equals("1")).append("\n");
        }
        String minutes = written.getOrDefault("allowedcronperiod", "");
        if (minutes.matches("[1-9]\\d{0,5}")) {
            yaml.append("  allowedCronPeriod: ").append(minutes).append("m\n");
        }
        String categories = ids(written.get("discovercategories"));
        String courses = ids(written.get("discovercourses"));
        if (!categories.isEmpty() || !courses.isEmpty()) {
            yaml.append("  segments:\n");
            yaml.append(categories.isEmpty() ? "" : "    categories: [" + categories + "]\n");
            yaml.append(courses.isEmpty() ? "" : "    courses: [" + courses + "]\n");
        }
        return yaml.toString();
    }

    private static String ids(String written) {
        return Stream.of(written == null ? new String[0] : written.split("[,;\\s]+"))
                .filter(id -> id.matches("[1-9]\\d{0,17}"))
                .distinct()
                .collect(Collectors.joining(", "));
    }

    private static boolean isCarried(Custom custom) {
        return custom.active() && custom.context() == SITE;
    }

    private static String measure(String set, Custom custom) {
        String rate = Rate.values()[Math.min(custom.rate(), Rate.values().length - 1)].label();
        String name = custom.name().isBlank() ? custom.shortname() : custom.name();
        String units = custom.units().strip();
        boolean keyed = (custom.shortname() + units).matches("[A-Za-z0-9_-]*") && !units.isEmpty();
        return "# custom measure of report_zabbix: " + line(custom.name()) + "\n"
                + "# CHECK: the SQL is as it was written. It must read no person's data, be quick, and yield one row.\n"
                + "# CHECK: reads must name every column that it touches, by table, for `moodle-fleet grants`.\n"
                + "# CHECK: nature is window only where the query uses :start and :end; then the past can be had too.\n"
                + "set: " + set + "\nrate: " + rate + "\nnature: state\nreads: {}\nsql: |2\n" + indented(custom.sql())
                + "measures:\n  - key: moodle.custom.value[" + set.substring("custom-".length()) + "]\n"
                + (keyed ? "    referenceKey: moodle.custom.[" + custom.shortname() + "." + units + "]\n" : "")
                + "    column: meas\n    type: float\n    decimals: 4\n"
                + (units.isEmpty() ? "" : "    unit: " + YamlText.scalar(units) + "\n")
                + "    name: {en: " + YamlText.scalar(name) + ", fr: " + YamlText.scalar(name) + "}\n"
                + "    description:\n      en: " + YamlText.scalar("What the custom measure " + name + " counts.")
                + "\n"
                + "      fr: " + YamlText.scalar("Ce que compte la mesure personnalisée " + name + ".") + "\n";
    }

    /** Without the semicolon at its end, which a query here does not have. */
    private static String indented(String sql) {
        return sql.replace("\r", "")
                .replace("\t", "    ")
                .replaceFirst(";\\s*\\z", "")
                .lines()
                .map(text -> "  " + text + "\n")
                .collect(Collectors.joining());
    }

    private static String slug(String name) {
        String plain =
                name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-+|-+$", "");
        return plain.isEmpty() ? "measure" : plain;
    }

    private static String free(String name, Set<String> taken) {
        String free = name;
        for (int next = 2; !taken.add(free); next++) {
            free = name + "-" + next;
        }
        return free;
    }

    /** What stands in a database may not end a comment's line. */
    private static String line(String text) {
        return PlainText.line(text, LONGEST_COMMENT);
    }
}

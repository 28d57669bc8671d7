package org.moodlefleet.testbed.moodle.internal.site;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.moodlefleet.testbed.moodle.Plugin;
import org.moodlefleet.testbed.moodle.internal.load.TableWriter;

/** Settings of the site and of its plugins, secrets among them, and the MNet hosts. */
final class Settings implements Part {
    private static final long CRON_AGO = 47;
    private static final long DAY = 86_400;
    private static final long YEAR = 365 * DAY;
    private static final List<String> PLUGINS = List.of(
            "auth_cas",
            "auth_email",
            "auth_ldap",
            "auth_manual",
            "auth_oauth2",
            "block_html",
            "enrol_cohort",
            "enrol_manual",
            "enrol_self",
            "filter_mathjaxloader",
            "logstore_standard",
            "qtype_multichoice",
            "theme_boost",
            "tool_log",
            "tool_task");

    @Override
    public void write(Site site, SplittableRandom random) {
        TableWriter config = site.writer("config", "name", "value");
        settings(site, random).forEach(config::add);
        TableWriter plugins = site.writer("config_plugins", "plugin", "name", "value");
        for (String plugin : PLUGINS) {
            plugins.add(plugin, "version", site.spec.moodle().version().substring(0, 10));
        }
        for (String module : site.modules.names()) {
            plugins.add("mod_" + module, "version", site.spec.moodle().version().substring(0, 10));
        }
        for (Plugin plugin : Plugin.values()) {
            if (site.has(plugin) && !plugin.isActivity()) {
                plugins.add(
                        plugin.component(),
                        "version",
                        site.spec.moodle().version().substring(0, 10));
            }
        }
        if (site.has(Plugin.ENT_INSTALLER) && !site.empty()) {
            EntInstaller.settings(site).forEach((name, value) -> plugins.add("local_ent_installer", name, value));
        }
        plugins.add("tool_task", "lastcronstart", site.now - CRON_AGO);
        plugins.add("tool_log", "enabled_stores", "logstore_standard");
        plugins.add("logstore_standard", "loglifetime", site.spec.seed() % 3 == 0 ? 365 : 0);
        plugins.add("auth_ldap", "bind_pw", Draw.hex(12, random));
        hosts(site, random);
    }

    private static Map<String, Object> settings(Site site, SplittableRandom random) {
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("version", site.spec.moodle().version());
        settings.put("release", site.spec.moodle().release());
        settings.put("timezone", site.spec.zone().getId());
        settings.put("siteguest", 1);
        settings.put("siteadmins", admins(site));
        settings.put("mnet_localhost_id", 1);
        settings.put("mnet_all_hosts_id", 2);
        settings.put("mnet_dispatcher_mode", !site.empty() && site.spec.seed() % 2 == 0 ? "strict" : "off");
        settings.put("auth", "ldap,cas,email");
        settings.put("debug", site.spec.seed() % 4 == 3 ? 32767 : 0);
        settings.put("debugdisplay", 0);
        settings.put("maintenance_enabled", 0);
        settings.put("cron_enabled", 1);
        settings.put("sessiontimeout", 28_800);
        settings.put("supportemail", "help@example.org");
        settings.put("smtppass", Draw.hex(12, random));
        return settings;
    }

    /** The admin and a few of the staff. */
    private static String admins(Site site) {
        String staff = site.people.stream()
                .filter(person -> person.is(Person.Calling.STAFF))
                .skip(1)
                .limit(2)
                .map(person -> "," + person.id)
                .collect(Collectors.joining());
        return "2" + staff;
    }

    /** This site and the row for all hosts, then remote ones with keys in every state. */
    private static void hosts(Site site, SplittableRandom random) {
        TableWriter rows = site.writer(
                "mnet_host",
                "deleted",
                "wwwroot",
                "ip_address",
                "name",
                "public_key",
                "public_key_expires",
                "applicationid");
        long valid = site.now + YEAR;
        long expired = site.now - YEAR / 12;
        // one site in eight sees its own key expire as it is looked at, another had it expire three days before
        long ends = site.spec.seed() % 8 == 0 ? site.now : site.spec.seed() % 8 == 4 ? site.now - 3 * DAY : valid;
        rows.add(0, "https://moodle.example.org", "192.0.2.1", "", Draw.hex(64, random), ends, 1);
        rows.add(0, "", "", "All Hosts", "", 0, 1);
        if (!site.empty()) {
            rows.add(0, "https://a.example.org", "192.0.2.2", "A", Draw.hex(64, random), valid, 1);
            rows.add(0, "https://b.example.org", "192.0.2.3", "B", Draw.hex(64, random), expired, 1);
            rows.add(1, "https://c.example.org", "192.0.2.4", "C", Draw.hex(64, random), expired, 1);
            rows.add(0, "https://e.example.org", "192.0.2.6", "E", Draw.hex(64, random), site.now - 1, 1);
            rows.add(0, "https://f.example.org", "192.0.2.7", "F", Draw.hex(64, random), site.now, 1);
            rows.add(0, "https://d.example.org", "192.0.2.5", "D", "", 0, 1);
        }
    }
}

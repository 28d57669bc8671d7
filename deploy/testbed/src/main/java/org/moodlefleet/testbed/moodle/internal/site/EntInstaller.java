package org.moodlefleet.testbed.moodle.internal.site;

import java.util.LinkedHashMap;
import java.util.Map;

/** Settings of the plugin local_ent_installer: what is synchronised with the directory, and when that was done last. */
final class EntInstaller {
    private static final long DAY = 86_400;

    private EntInstaller() {}

    static Map<String, Object> settings(Site site) {
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("sync_users_enable", 1);
        settings.put("sync_course_enable", 0);
        settings.put("sync_coursecat_enable", site.spec.seed() % 2);
        settings.put("sync_cohorts_enable", site.spec.seed() % 3 == 0 ? 0 : 1);
        settings.put("sync_roleassigns_enable", "");
        // three days before the end of the site's life, to the second, or in time for every tick, or never
        if (site.spec.seed() % 4 != 1) {
            settings.put("last_sync_date_user", site.spec.seed() % 4 == 0 ? site.now - 3 * DAY - 1 : site.now - DAY);
        }
        return settings;
    }
}

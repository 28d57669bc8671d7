package org.moodlefleet.testbed.moodle.internal.site;

import java.util.SplittableRandom;
import org.moodlefleet.testbed.moodle.internal.load.TableWriter;

/** Cohorts of the site and of categories; every fifth is empty. */
final class Cohorts implements Part {
    /** {@link Enrolments} enrols the first of them. */
    static int count(Site site) {
        return site.empty() ? 0 : 4 + site.spec.courses() / 8;
    }

    @Override
    public void write(Site site, SplittableRandom random) {
        TableWriter cohorts = site.writer(
                "cohort",
                "contextid",
                "name",
                "idnumber",
                "descriptionformat",
                "visible",
                "timecreated",
                "timemodified");
        TableWriter members = site.writer("cohort_members", "cohortid", "userid", "timeadded");
        int count = count(site);
        for (int i = 0; i < count; i++) {
            Contexts.Context home = i % 3 == 0
                    ? site.contexts.system
                    : Draw.oneOf(site.categories, random).context();
            long cohort = cohorts.add(
                    home.id(), "Promotion « " + (i + 1) + " »", "P" + i, 1, i % 4 != 2, site.installed, site.installed);
            if (i % 5 != 4) {
                members(site, members, cohort, random);
            }
        }
    }

    private static void members(Site site, TableWriter members, long cohort, SplittableRandom random) {
        for (Person person : site.people) {
            if (person.id > 2 && Draw.percent(8, random)) {
                members.add(
                        cohort, person.id, Math.min(site.now - 1, Math.max(site.installed, person.account.created())));
            }
        }
    }
}

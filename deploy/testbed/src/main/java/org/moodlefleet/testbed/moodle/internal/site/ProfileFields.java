package org.moodlefleet.testbed.moodle.internal.site;

import java.util.List;
import java.util.SplittableRandom;
import org.moodlefleet.testbed.moodle.internal.load.TableWriter;

/**
 * The profile fields of the role policy 'ent', ticked, unticked ('0') and left empty, with white space around; and one
 * whose name differs by case only.
 */
final class ProfileFields implements Part {
    private static final List<String> TICKS = List.of("eleve", "enseignant", "parent", "administration", "cdt");
    private static final List<String> UNTICKED = List.of("0", " 0\n", "\t", "\u00a0", "\u2003 0", "");
    private static final String OTHER_CASE = "ELEVE";

    private TableWriter data;
    private SplittableRandom random;

    @Override
    public void write(Site site, SplittableRandom draws) {
        random = draws;
        TableWriter fields = site.writer("user_info_field", "shortname", "name", "datatype", "categoryid", "sortorder");
        data = site.writer("user_info_data", "userid", "fieldid", "data");
        if (site.empty()) {
            return;
        }
        site.writer("user_info_category", "name", "sortorder").add("ENT", 1);
        for (int i = 0; i < TICKS.size(); i++) {
            fields.add(TICKS.get(i), "Champ " + TICKS.get(i), "checkbox", 1, i + 1);
        }
        fields.add("etab", "Établissement", "text", 1, TICKS.size() + 1);
        fields.add(OTHER_CASE, "Champ " + OTHER_CASE, "checkbox", 1, TICKS.size() + 2);
        site.people.stream().filter(person -> person.id > 2).forEach(this::fill);
    }

    private void fill(Person person) {
        if (Draw.percent(10, random)) {
            return;
        }
        switch (person.calling) {
            case STUDENT -> tick(person, "eleve", Draw.percent(80, random) ? ticked(person) : unticked(person));
            case TEACHER -> {
                tick(person, random.nextInt(9) == 0 ? "cdt" : "enseignant", "1");
                tick(person, "eleve", random.nextInt(6) == 0 ? "1" : "0");
            }
            default -> tick(person, "administration", random.nextInt(8) == 0 ? "" : "1");
        }
        if (Draw.percent(5, random)) {
            tick(person, "parent", "1");
        }
        data.add(person.id, TICKS.size() + 1, "Lycée " + random.nextInt(5));
        data.add(person.id, TICKS.size() + 2, "1");
    }

    private static String ticked(Person person) {
        return person.id % 3 == 0 ? " 1\n" : "1";
    }

    private static String unticked(Person person) {
        return UNTICKED.get((int) (person.id % UNTICKED.size()));
    }

    private void tick(Person person, String field, String value) {
        data.add(person.id, TICKS.indexOf(field) + 1, value);
    }
}

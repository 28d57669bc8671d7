package org.moodlefleet.testbed.moodle.internal.site;

import java.util.SplittableRandom;
import org.moodlefleet.testbed.moodle.internal.load.TableWriter;

/** Moodle's roles, ids in the installer's order, and three that the site made. */
final class Roles implements Part {
    static final long MANAGER = 1;
    static final long COURSE_CREATOR = 2;
    static final long EDITING_TEACHER = 3;
    static final long TEACHER = 4;
    static final long STUDENT = 5;
    /** Of archetype teacher. */
    static final long TUTOR = 9;
    /** Without archetype. */
    static final long LIBRARIAN = 10;
    /** Of archetype student. */
    static final long DELEGATE = 11;

    private static final String[] STANDARD = {
        "manager", "coursecreator", "editingteacher", "teacher", "student", "guest", "user", "frontpage"
    };

    private TableWriter rows;

    @Override
    public void write(Site site, SplittableRandom random) {
        rows = site.writer("role", "name", "shortname", "description", "sortorder", "archetype");
        for (String name : STANDARD) {
            add("", name, name);
        }
        if (!site.empty()) {
            add("Tuteur", "tuteur", "teacher");
            add("Documentaliste", "documentaliste", "");
            add("Élève délégué", "delegue", "student");
        }
    }

    private void add(String name, String shortName, String archetype) {
        rows.add(name, shortName, "", rows.next(), archetype);
    }
}

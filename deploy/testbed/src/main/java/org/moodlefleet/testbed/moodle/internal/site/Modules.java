package org.moodlefleet.testbed.moodle.internal.site;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.moodlefleet.testbed.moodle.MoodleVersion;
import org.moodlefleet.testbed.moodle.Plugin;
import org.moodlefleet.testbed.moodle.internal.load.TableWriter;

/** The installed activity modules, and the ids of their instances. */
final class Modules {
    private static final List<String> BOTH = List.of(
            "assign",
            "bigbluebuttonbn",
            "book",
            "data",
            "feedback",
            "folder",
            "forum",
            "glossary",
            "h5pactivity",
            "imscp",
            "label",
            "lesson",
            "lti",
            "page",
            "quiz",
            "resource",
            "scorm",
            "url",
            "wiki",
            "workshop");
    private static final List<String> ONLY_4_1 = List.of("chat", "survey");
    private static final List<String> ONLY_5_1 = List.of("qbank", "subsection");

    private final Map<String, Long> ids = new HashMap<>();
    private final Map<String, Long> instances = new HashMap<>();
    private final List<String> names = new ArrayList<>(BOTH);
    private final List<String> ofPlugins;

    Modules(Site site) {
        names.addAll(site.spec.moodle() == MoodleVersion.V4_1 ? ONLY_4_1 : ONLY_5_1);
        if (site.spec.seed() % 2 != 0) {
            // plugins that the reference has measures for; the other half of the sites does without them
            names.addAll(List.of("hvp", "mplayer"));
        }
        ofPlugins = site.spec.plugins().stream()
                .filter(Plugin::isActivity)
                .map(Plugin::module)
                .sorted()
                .toList();
        names.addAll(ofPlugins);
        TableWriter rows = site.writer("modules", "name", "visible");
        names.forEach(name -> ids.put(name, rows.add(name, !name.equals("lti"))));
    }

    /** Those of plugins that the site was asked to have. */
    List<String> ofPlugins() {
        return ofPlugins;
    }

    List<String> names() {
        return names;
    }

    long id(String name) {
        return ids.get(name);
    }

    /** Instance ids count from 1 for each module, as the rows of its own table will. */
    long nextInstance(String name) {
        return instances.merge(name, 1L, Long::sum);
    }
}

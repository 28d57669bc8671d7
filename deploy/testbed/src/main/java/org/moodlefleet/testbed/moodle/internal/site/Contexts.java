package org.moodlefleet.testbed.moodle.internal.site;

import org.moodlefleet.testbed.moodle.internal.load.TableWriter;

/** The tree of contexts. Levels: 10 system, 30 user, 40 category, 50 course, 70 module. */
final class Contexts {
    private final TableWriter rows;
    /** The root of the tree, id 1. */
    final Context system;

    Contexts(Site site) {
        rows = site.writer("context", "contextlevel", "instanceid", "path", "depth");
        system = add(10, 0, null);
    }

    /** A node of the tree. */
    record Context(long id, int level, long instance, String path, int depth) {}

    /** Adds a context below another. */
    Context below(Context parent, int level, long instance) {
        return add(level, instance, parent);
    }

    private Context add(int level, long instance, Context parent) {
        long id = rows.next();
        String path = (parent == null ? "" : parent.path()) + "/" + id;
        int depth = parent == null ? 1 : parent.depth() + 1;
        rows.add(level, instance, path, depth);
        return new Context(id, level, instance, path, depth);
    }
}

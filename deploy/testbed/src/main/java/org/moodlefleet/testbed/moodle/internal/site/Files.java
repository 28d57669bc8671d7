package org.moodlefleet.testbed.moodle.internal.site;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.moodlefleet.testbed.moodle.internal.load.TableWriter;

/** Records of files: no contents. Many records share a content, directories have none, some contexts are gone. */
final class Files implements Part {
    private static final String EMPTY_CONTENT = "da39a3ee5e6b4b0d3255bfef95601890afd80709";
    private static final int REMEMBERED = 400;
    private static final long NO_SUCH_CONTEXT = 9_000_000;

    private Site site;
    private SplittableRandom random;
    private TableWriter rows;
    private final List<FileArea> areas = new ArrayList<>();
    private final Map<String, List<Content>> known = new HashMap<>();
    private final Map<String, List<Activity>> homes = new HashMap<>();

    private record Content(String hash, long size, String type) {}

    @Override
    public void write(Site whole, SplittableRandom draws) {
        site = whole;
        random = draws;
        rows = site.writer(
                "files",
                "contenthash",
                "pathnamehash",
                "contextid",
                "component",
                "filearea",
                "itemid",
                "filepath",
                "filename",
                "userid",
                "filesize",
                "mimetype",
                "source",
                "author",
                "license",
                "timecreated",
                "timemodified");
        for (FileArea area : FileArea.ALL) {
            areas.addAll(Collections.nCopies(area.share(), area));
            homes.put(area.module(), site.activities(area.module()));
        }
        for (int i = 0; i < site.spec.files(); i++) {
            file(areas.get(random.nextInt(areas.size())));
        }
    }

    private void file(FileArea area) {
        Person owner = site.people.get(1 + random.nextInt(site.people.size() - 1));
        long context = Draw.percent(1, random) ? NO_SUCH_CONTEXT : home(area, owner);
        long created = Draw.percent(40, random)
                ? site.moments.any(random)
                : random.nextLong(site.installed, Math.max(site.installed + 1, site.begin));
        if (Draw.percent(12, random)) {
            add(new Content(EMPTY_CONTENT, 0, null), area, context, ".", owner, created);
        }
        Content content = content(area);
        add(content, area, context, "file" + rows.next() + ".bin", owner, created);
    }

    private void add(Content content, FileArea area, long context, String name, Person owner, long created) {
        rows.add(
                content.hash(),
                Draw.hex(40, random),
                context,
                area.component(),
                area.area(),
                random.nextInt(1_000_000),
                "/",
                name,
                owner.id,
                content.size(),
                content.type(),
                name,
                Words.first(random) + " " + Words.last(random),
                "allrightsreserved",
                created,
                created);
    }

    private long home(FileArea area, Person owner) {
        if (area.home() == 30 || site.courses.isEmpty()) {
            return owner.context.id();
        }
        if (area.home() == 40) {
            return Draw.oneOf(site.categories, random).context().id();
        }
        List<Activity> activities = homes.get(area.module());
        return area.home() == 70 && !activities.isEmpty()
                ? Draw.oneOf(activities, random).context().id()
                : Draw.oneOf(site.courses, random).context.id();
    }

    /** A fourth of the records repeat a content of their area or, for drafts, of what was made of them. */
    private Content content(FileArea area) {
        List<Content> contents = known.computeIfAbsent(
                area.types() == FileArea.ALL.get(0).types() ? "documents" : area.area(), any -> new ArrayList<>());
        if (!contents.isEmpty() && Draw.percent(25, random)) {
            return Draw.oneOf(contents, random);
        }
        // small ones are many, large ones few
        long size = 1 + (random.nextLong(area.maxKib() * 1024L) >> random.nextInt(8));
        Content content = new Content(Draw.hex(40, random), size, Draw.oneOf(area.types(), random));
        if (contents.size() < REMEMBERED) {
            contents.add(content);
        }
        return content;
    }
}

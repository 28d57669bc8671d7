package org.moodlefleet.collector.measure.folder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.moodlefleet.collector.measure.Measure;
import org.moodlefleet.collector.measure.MeasureSet;
import org.moodlefleet.collector.measure.Template;
import org.moodlefleet.collector.measure.TemplateExtras;
import org.moodlefleet.collector.measure.sql.Fragments;
import org.moodlefleet.document.DocumentException;
import org.moodlefleet.document.Documents;
import org.moodlefleet.document.InvalidValueException;
import org.moodlefleet.document.Violation;

/** Reads one template. What its files share must be right; whether a measure file may be wrong is the caller's decision. */
final class TemplateReader {

    private static final String FRAGMENTS = "fragments.yaml";
    private static final String SEGMENTS = "segments.yaml";
    private static final String ZABBIX = "zabbix.yaml";

    /** What is done with the refusal of one measure file. */
    interface OnRefusal {
        /** @throws DocumentException to refuse the template */
        void refused(DocumentException refusal) throws DocumentException;
    }

    /** @param name as Zabbix shows it */
    record Declaration(String name) {

        private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9 ._-]{0,127}");

        Declaration {
            if (name == null || !NAME.matcher(name).matches()) {
                throw new InvalidValueException(
                        "name",
                        "is no name of a template",
                        "write letters, digits, ' ', '.', '_', '-', such as MY MOODLES");
            }
        }
    }

    private final Path folder;
    private final Fragments shared;
    /** Where a key stands. */
    private final Map<String, String> keys;

    /**
     * @param shared fragments that its queries may use besides its own
     * @param keys of other templates, which must not be declared again, with the place where they are
     */
    TemplateReader(Path folder, Fragments shared, Map<String, String> keys) {
        this.folder = folder;
        this.shared = shared;
        this.keys = new HashMap<>(keys);
    }

    /** @throws DocumentException when a file that the measure files share is wrong */
    Template read(OnRefusal onRefusal) throws DocumentException {
        Declaration declaration = Documents.readYaml(folder.resolve("template.yaml"), Declaration.class);
        Fragments fragments = fragments();
        Segments segments = segments();
        TemplateExtras zabbix = optional(folder.resolve(ZABBIX), TemplateExtras.class, TemplateExtras.DEFAULT);
        segments.segments().values().forEach(segment -> keys.put(segment.discovery(), SEGMENTS));
        SegmentChecks bySegment = new SegmentChecks(segments);
        List<MeasureSet> sets = new ArrayList<>();
        int refused = 0;
        for (Path file : measureFiles()) {
            try {
                MeasureSet set = Documents.readYaml(file, MeasureSet.class);
                checked(file, () -> check(file, set, fragments, bySegment));
                set.keys().forEach(key -> keys.put(key, TemplateFolder.nameOf(file)));
                sets.add(set);
            } catch (DocumentException e) {
                refused++;
                onRefusal.refused(e);
            }
        }
        boolean complete = refused == 0;
        try {
            checked(folder.resolve(SEGMENTS), bySegment::checkDiscoveries);
        } catch (DocumentException e) {
            onRefusal.refused(e);
        }
        zabbix = checkedZabbix(zabbix, sets, complete, onRefusal);
        return new Template(
                TemplateFolder.nameOf(folder), declaration.name(), fragments, segments.segments(), sets, zabbix, false);
    }

    /** A measure that is left out takes its triggers and its words with it; all else that names none is a mistake. */
    private TemplateExtras checkedZabbix(
            TemplateExtras written, List<MeasureSet> sets, boolean complete, OnRefusal onRefusal)
            throws DocumentException {
        Path file = folder.resolve(ZABBIX);
        if (complete) {
            checked(file, () -> new ZabbixChecks(written, sets).check());
            return written;
        }
        List<InvalidValueException> leftOut = new ArrayList<>();
        TemplateExtras[] rest = {written};
        checked(file, () -> {
            rest[0] = new ZabbixChecks(written, sets).withoutUnknown(leftOut::add);
            new ZabbixChecks(rest[0], sets).check();
        });
        for (InvalidValueException one : leftOut) {
            onRefusal.refused(Documents.refusal(file, one));
        }
        return rest[0];
    }

    private Fragments fragments() throws DocumentException {
        Path file = folder.resolve(FRAGMENTS);
        Fragments own = optional(file, Fragments.class, Fragments.NONE);
        checked(file, () -> own.with(shared).check());
        return own.with(shared);
    }

    private Segments segments() throws DocumentException {
        Path file = folder.resolve(SEGMENTS);
        Segments segments = optional(file, Segments.class, Segments.NONE);
        checked(
                file,
                () -> segments.segments()
                        .forEach((name, segment) ->
                                checkUnknown("segments/" + name + "/discovery", segment.discovery())));
        return segments;
    }

    private static <T> T optional(Path file, Class<T> type, T none) throws DocumentException {
        return Files.exists(file) ? Documents.readYaml(file, type) : none;
    }

    private void check(Path file, MeasureSet set, Fragments fragments, SegmentChecks bySegment) {
        if (!TemplateFolder.nameOf(file).equals(set.set() + ".yaml")) {
            throw new InvalidValueException("set", "differs from the file's name", "rename one of them");
        }
        new QueryChecks(set, fragments).check();
        for (int i = 0; i < set.measures().size(); i++) {
            Measure measure = set.measures().get(i);
            checkUnknown("measures/" + i + "/key", measure.key());
            if (measure.referenceKey() != null) {
                checkUnknown("measures/" + i + "/referenceKey", measure.referenceKey());
            }
        }
        bySegment.check(set);
    }

    private void checkUnknown(String field, String key) {
        if (keys.containsKey(key)) {
            throw new InvalidValueException(
                    field, "key " + key + " is already declared in " + keys.get(key), "choose another key");
        }
    }

    private static void checked(Path file, Runnable check) throws DocumentException {
        try {
            check.run();
        } catch (InvalidValueException e) {
            throw Documents.refusal(file, e);
        }
    }

    private List<Path> measureFiles() throws DocumentException {
        Path measures = folder.resolve("measures");
        try (Stream<Path> files = Files.list(measures)) {
            return files.filter(f -> f.toString().endsWith(".yaml")).sorted().toList();
        } catch (IOException e) {
            Violation violation =
                    new Violation("", "cannot be listed", "make the folder and write a measure file into it");
            throw new DocumentException(measures.toString(), 0, List.of(violation));
        }
    }
}

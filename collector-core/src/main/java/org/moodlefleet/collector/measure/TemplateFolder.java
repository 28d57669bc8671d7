package org.moodlefleet.collector.measure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystemAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.moodlefleet.collector.moodle.Engine;
import org.moodlefleet.document.DocumentException;
import org.moodlefleet.document.Documents;
import org.moodlefleet.document.Fault;
import org.moodlefleet.document.InvalidValueException;

/**
 * Reads a template from its folder: {@code template.yaml}, {@code zabbix.yaml}, {@code fragments.yaml},
 * {@code segments.yaml}, {@code measures/*.yaml}.
 */
public final class TemplateFolder {

    private static final String FRAGMENTS = "fragments.yaml";
    private static final String SEGMENTS = "segments.yaml";

    private TemplateFolder() {}

    /** @param name as Zabbix shows it */
    record Declaration(String name) {}

    /** The templates that ship with the program, template MOODLE first. */
    public static List<Template> shipped() {
        try {
            return onClassPath(folder -> {
                List<Template> templates = new ArrayList<>();
                for (Path one : templateFolders(folder)) {
                    templates.add(read(one));
                }
                return templates;
            });
        } catch (DocumentException e) {
            throw new IllegalStateException("a template that we ship is broken: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException("the templates cannot be read", e);
        }
    }

    private static List<Path> templateFolders(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(entry -> Files.isDirectory(entry.resolve("measures")))
                    .sorted(Comparator.comparing(TemplateFolder::nameOf))
                    .toList();
        }
    }

    /**
     * Reads and checks all of a template: every file binds, every statement compiles for every engine and
     * policy, no key is declared twice, and each segment is discovered by one measure set.
     */
    public static Template read(Path folder) throws DocumentException {
        Declaration declaration = Documents.readYaml(folder.resolve("template.yaml"), Declaration.class);
        Fragments fragments = optional(folder.resolve(FRAGMENTS), Fragments.class, Fragments.NONE);
        Segments segments = optional(folder.resolve(SEGMENTS), Segments.class, Segments.NONE);
        List<MeasureSet> sets = sets(folder, fragments, segments);
        ZabbixSide zabbix = Documents.readYaml(folder.resolve("zabbix.yaml"), ZabbixSide.class);
        return new Template(nameOf(folder), declaration.name(), fragments, segments.segments(), sets, zabbix);
    }

    private static <T> T optional(Path file, Class<T> type, T none) throws DocumentException {
        return Files.exists(file) ? Documents.readYaml(file, type) : none;
    }

    private static List<MeasureSet> sets(Path folder, Fragments fragments, Segments segments) throws DocumentException {
        SegmentChecks bySegment = new SegmentChecks(segments);
        List<MeasureSet> sets = new ArrayList<>();
        Map<String, String> files = new HashMap<>();
        segments.segments().values().forEach(segment -> files.put(segment.discovery(), SEGMENTS));
        for (Path file : yamlFiles(folder.resolve("measures"))) {
            MeasureSet set = Documents.readYaml(file, MeasureSet.class);
            if (!nameOf(file).equals(set.set() + ".yaml")) {
                throw refusal(file, new Fault("/set", "differs from the file's name", ""));
            }
            checked(file, () -> compile(set, fragments));
            checked(file, () -> bySegment.check(set));
            for (String key : set.keys()) {
                String other = files.put(key, nameOf(file));
                if (other != null) {
                    throw refusal(file, new Fault("", "key " + key + " is already declared in " + other, ""));
                }
            }
            sets.add(set);
        }
        checked(folder.resolve(SEGMENTS), bySegment::checkDiscoveries);
        return sets;
    }

    private static void compile(MeasureSet set, Fragments fragments) {
        for (Engine engine : Engine.values()) {
            for (RolePolicy policy : RolePolicy.values()) {
                Statement.of(set.sql(), fragments, engine, policy, table -> table);
            }
        }
    }

    private static void checked(Path file, Runnable check) throws DocumentException {
        try {
            check.run();
        } catch (InvalidValueException e) {
            throw refusal(file, e.fault());
        }
    }

    /** Within a jar a folder's name ends with a slash. */
    private static String nameOf(Path path) {
        return Objects.toString(path.getFileName()).replace("/", "");
    }

    private static DocumentException refusal(Path file, Fault fault) {
        return new DocumentException(file.toString(), 0, List.of(fault));
    }

    private static List<Path> yamlFiles(Path folder) throws DocumentException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(f -> f.toString().endsWith(".yaml")).sorted().toList();
        } catch (IOException e) {
            throw refusal(folder, new Fault("", "cannot be listed (" + e.getMessage() + ")", ""));
        }
    }

    private interface Reading<T> {
        T from(Path folder) throws DocumentException, IOException;
    }

    /** A class path folder is a folder on disk in a build, and an entry of a jar in the program. */
    private static <T> T onClassPath(Reading<T> reading) throws DocumentException, IOException {
        URL declaration = TemplateFolder.class.getResource("/templates/moodle/template.yaml");
        if (declaration == null) {
            throw new IOException("they are not on the class path");
        }
        try {
            URI uri = declaration.toURI();
            if (!"jar".equals(uri.getScheme())) {
                return reading.from(Path.of(uri).resolve("../..").normalize());
            }
            try (FileSystem jar = FileSystems.newFileSystem(uri, Map.of())) {
                return reading.from(jar.getPath("/templates"));
            } catch (FileSystemAlreadyExistsException e) {
                return reading.from(FileSystems.getFileSystem(uri).getPath("/templates"));
            }
        } catch (URISyntaxException e) {
            throw new IOException(e);
        }
    }
}

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

/** Reads a template from its folder: {@code template.yaml}, {@code zabbix.yaml}, {@code fragments.yaml}, {@code measures/*.yaml}. */
public final class TemplateFolder {

    private static final String FRAGMENTS = "fragments.yaml";

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
     * policy, and no key is declared twice.
     */
    public static Template read(Path folder) throws DocumentException {
        Declaration declaration = Documents.readYaml(folder.resolve("template.yaml"), Declaration.class);
        Path shared = folder.resolve(FRAGMENTS);
        Fragments fragments = Files.exists(shared) ? Documents.readYaml(shared, Fragments.class) : Fragments.NONE;
        List<MeasureSet> sets = new ArrayList<>();
        Map<String, String> files = new HashMap<>();
        for (Path file : yamlFiles(folder.resolve("measures"))) {
            MeasureSet set = Documents.readYaml(file, MeasureSet.class);
            check(file, set, fragments);
            for (Measure measure : set.measures()) {
                String other = files.put(measure.key(), nameOf(file));
                if (other != null) {
                    throw refusal(file, "", "key " + measure.key() + " is already declared in " + other);
                }
            }
            sets.add(set);
        }
        ZabbixSide zabbix = Documents.readYaml(folder.resolve("zabbix.yaml"), ZabbixSide.class);
        return new Template(nameOf(folder), declaration.name(), fragments, sets, zabbix);
    }

    private static void check(Path file, MeasureSet set, Fragments fragments) throws DocumentException {
        if (!nameOf(file).equals(set.set() + ".yaml")) {
            throw refusal(file, "/set", "differs from the file's name");
        }
        try {
            for (Engine engine : Engine.values()) {
                for (RolePolicy policy : RolePolicy.values()) {
                    Statement.of(set.sql(), fragments, engine, policy, table -> table);
                }
            }
        } catch (InvalidValueException e) {
            throw new DocumentException(file.toString(), 0, List.of(e.fault()));
        }
    }

    /** Within a jar a folder's name ends with a slash. */
    private static String nameOf(Path path) {
        return Objects.toString(path.getFileName()).replace("/", "");
    }

    private static DocumentException refusal(Path file, String pointer, String problem) {
        return new DocumentException(file.toString(), 0, List.of(new Fault(pointer, problem, "")));
    }

    private static List<Path> yamlFiles(Path folder) throws DocumentException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(f -> f.toString().endsWith(".yaml")).sorted().toList();
        } catch (IOException e) {
            throw refusal(folder, "", "cannot be listed (" + e.getMessage() + ")");
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

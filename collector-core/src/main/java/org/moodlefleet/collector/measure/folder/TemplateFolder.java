package org.moodlefleet.collector.measure.folder;

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
import org.moodlefleet.collector.measure.Template;
import org.moodlefleet.collector.measure.sql.Fragments;
import org.moodlefleet.document.DocumentException;

/**
 * Reads a template from its folder: {@code template.yaml}, {@code zabbix.yaml}, {@code fragments.yaml},
 * {@code segments.yaml}, {@code measures/*.yaml}.
 */
public final class TemplateFolder {

    private TemplateFolder() {}

    /** The templates that ship with the program: template MOODLE first, and then those that may use its fragments. */
    public static List<Template> shipped() {
        try {
            return onClassPath(folder -> {
                List<Template> templates = new ArrayList<>();
                Map<String, String> keys = new HashMap<>();
                for (Path one : templateFolders(folder)) {
                    Fragments shared = templates.isEmpty()
                            ? Fragments.NONE
                            : templates.get(0).fragments();
                    Template template = read(one, shared, keys);
                    keys.putAll(template.places());
                    templates.add(template);
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
        return read(folder, Fragments.NONE, Map.of());
    }

    private static Template read(Path folder, Fragments shared, Map<String, String> keys) throws DocumentException {
        return new TemplateReader(folder, shared, keys).read(refusal -> {
            throw refusal;
        });
    }

    /** Within a jar a folder's name ends with a slash. */
    static String nameOf(Path path) {
        return Objects.toString(path.getFileName()).replace("/", "");
    }

    private interface FromFolder<T> {
        T read(Path folder) throws DocumentException, IOException;
    }

    /** A class path folder is a folder on disk in a build, and an entry of a jar in the program. */
    private static <T> T onClassPath(FromFolder<T> templates) throws DocumentException, IOException {
        URL declaration = TemplateFolder.class.getResource("/templates/moodle/template.yaml");
        if (declaration == null) {
            throw new IOException("they are not on the class path");
        }
        try {
            URI uri = declaration.toURI();
            if (!"jar".equals(uri.getScheme())) {
                return templates.read(Path.of(uri).resolve("../..").normalize());
            }
            try (FileSystem jar = FileSystems.newFileSystem(uri, Map.of())) {
                return templates.read(jar.getPath("/templates"));
            } catch (FileSystemAlreadyExistsException e) {
                return templates.read(FileSystems.getFileSystem(uri).getPath("/templates"));
            }
        } catch (URISyntaxException e) {
            throw new IOException(e);
        }
    }
}

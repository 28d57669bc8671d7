package org.moodlefleet.collector.measure.folder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.moodlefleet.collector.measure.Template;
import org.moodlefleet.collector.measure.sql.Fragments;
import org.moodlefleet.document.DocumentException;
import org.moodlefleet.document.Documents;
import org.moodlefleet.document.InvalidValueException;
import org.moodlefleet.document.Violation;

/**
 * Templates that an operator wrote, next to the shipped ones: of the same format, with the fragments of template MOODLE at
 * hand. A mistake leaves out what it stands in - a measure file, or a template when it is in a file that all of it rests
 * on - and nothing else.
 *
 * @param refused what is left out, and why
 */
public record OwnTemplates(List<Template> templates, List<DocumentException> refused) {

    private static final Pattern ID = Pattern.compile("[a-z][a-z0-9-]*");
    /** So end the names of templates in other languages than the operator's. */
    private static final Pattern LANGUAGE = Pattern.compile(".* (en|fr)");

    public OwnTemplates {
        templates = List.copyOf(templates);
        refused = List.copyOf(refused);
    }

    /**
     * @param folders each a template, or a folder of templates
     * @param shipped whose keys, names and ids are taken
     * @param takenNames of other templates in Zabbix
     */
    public static OwnTemplates read(List<Path> folders, List<Template> shipped, Set<String> takenNames) {
        Search search = new Search(shipped, takenNames);
        folders.forEach(search::folder);
        return new OwnTemplates(search.found, search.refused);
    }

    private static final class Search {

        private final List<Template> found = new ArrayList<>();
        private final List<DocumentException> refused = new ArrayList<>();
        private final Fragments shared;
        private final Map<String, String> keys = new HashMap<>();
        private final Set<String> names;
        private final Set<String> ids = new HashSet<>();

        Search(List<Template> shipped, Set<String> takenNames) {
            this.shared = shipped.isEmpty() ? Fragments.NONE : shipped.get(0).fragments();
            this.names = new HashSet<>(takenNames);
            shipped.forEach(this::take);
        }

        private void take(Template template) {
            ids.add(template.id());
            names.add(template.name());
            keys.putAll(template.places());
        }

        void folder(Path folder) {
            try {
                List<Path> templates = templatesIn(folder);
                if (templates.isEmpty()) {
                    refuse(
                            folder,
                            "holds no template",
                            "write template.yaml and measures/*.yaml into it, or into a folder below it");
                }
                templates.forEach(this::template);
            } catch (IOException e) {
                refuse(folder, "cannot be read (" + e + ")", "make the folder readable, or take it off the list");
            }
        }

        private static List<Path> templatesIn(Path folder) throws IOException {
            if (isTemplate(folder)) {
                return List.of(folder.toAbsolutePath().normalize());
            }
            try (Stream<Path> below = Files.list(folder)) {
                return below.filter(Search::isTemplate).sorted().toList();
            }
        }

        private static boolean isTemplate(Path folder) {
            return Files.exists(folder.resolve("template.yaml")) || Files.isDirectory(folder.resolve("measures"));
        }

        private void template(Path folder) {
            String id = TemplateFolder.nameOf(folder);
            if (!ID.matcher(id).matches() || ids.contains(id)) {
                refuse(
                        folder,
                        ids.contains(id) ? "has the name of another template's folder" : "is no name of a template",
                        "rename the folder, such as my-moodles");
                return;
            }
            try {
                Template template = new TemplateReader(folder, shared, keys)
                        .read(refused::add)
                        .asOwn();
                if (names.contains(template.name())) {
                    throw Documents.refusal(
                            folder.resolve("template.yaml"),
                            new InvalidValueException("name", "is the name of another template", "choose another"));
                }
                if (LANGUAGE.matcher(template.name()).matches()) {
                    throw Documents.refusal(
                            folder.resolve("template.yaml"),
                            new InvalidValueException(
                                    "name",
                                    "ends in a language",
                                    "leave it out: hosts of each language get their own"));
                }
                take(template);
                found.add(template);
            } catch (DocumentException e) {
                refused.add(e);
            }
        }

        private void refuse(Path folder, String problem, String hint) {
            refused.add(new DocumentException(folder.toString(), 0, List.of(new Violation("", problem, hint))));
        }
    }
}

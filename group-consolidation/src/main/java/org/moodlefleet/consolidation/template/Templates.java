package org.moodlefleet.consolidation.template;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.moodlefleet.collector.measure.Template;
import org.moodlefleet.collector.measure.folder.OwnTemplates;
import org.moodlefleet.collector.measure.folder.TemplateFolder;
import org.moodlefleet.consolidation.group.GroupTemplate;
import org.moodlefleet.document.DocumentException;
import org.moodlefleet.document.Language;
import org.moodlefleet.document.Violation;
import org.moodlefleet.zabbix.template.TemplateYaml;

/**
 * The templates of a service: those that ship with the program, and those that the operator wrote.
 *
 * @param all the shipped ones first
 * @param refused what is left out of the operator's own, and why
 */
public record Templates(List<Template> all, List<DocumentException> refused) {

    public Templates {
        all = List.copyOf(all);
        refused = List.copyOf(refused);
    }

    public static Templates shipped() {
        return new Templates(TemplateFolder.shipped(), List.of());
    }

    /** Reads all files. Blocks, for a second. */
    public static Templates read(List<Path> ownFolders) {
        List<Template> shipped = TemplateFolder.shipped();
        OwnTemplates own = OwnTemplates.read(
                ownFolders, shipped, Set.of(GroupTemplate.shipped().name()));
        List<Template> all = new ArrayList<>(shipped);
        List<DocumentException> refused = new ArrayList<>(own.refused());
        for (Template template : own.templates()) {
            try {
                Stream.of(Language.values())
                        .forEach(language -> TemplateYaml.write(TemplateExport.of(template, language)));
                all.add(template);
            } catch (IllegalArgumentException e) {
                // each file is well written, and yet together they are no template of Zabbix
                refused.add(new DocumentException(
                        template.id() + "/zabbix.yaml", 0, List.of(new Violation("", e.getMessage(), ""))));
            }
        }
        return new Templates(all, refused);
    }
}

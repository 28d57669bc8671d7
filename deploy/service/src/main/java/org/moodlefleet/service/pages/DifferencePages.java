package org.moodlefleet.service.pages;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.moodlefleet.collector.measure.Measure;
import org.moodlefleet.collector.measure.Template;
import org.moodlefleet.document.Language;
import org.moodlefleet.document.Localized;

/** The page for operators who move over from the plugin report_zabbix: how our values differ from its, and why. */
final class DifferencePages {

    private static final Localized TITLE = new Localized("Coming from report_zabbix", "En venant de report_zabbix");
    private static final Localized INTRODUCTION = new Localized("""
            Our measures keep the keys of the plugin, so that histories go on. Their values are not always the plugin's: this
            page says where, and why. A graph shows a step on the day of the change; where the meaning is another one, write
            an annotation there, or clear the item's history.

            Generated from `reference.yaml` of each template by `deploy/moodle-fleet measures pages templates`. What each
            measure counts: [MEASURES.md](MEASURES.md).
            """, """
            Nos mesures gardent les clés du plugin, pour que les historiques continuent. Leurs valeurs ne sont pas toujours
            celles du plugin : cette page dit où, et pourquoi. Un graphique montre une marche le jour du changement ; là où
            le sens est un autre, notez-le, ou videz l'historique de l'élément.

            Page produite à partir de `reference.yaml` de chaque modèle par `deploy/moodle-fleet measures pages templates`.
            Ce que compte chaque mesure : [MEASURES.fr.md](MEASURES.fr.md).
            """);
    private static final Localized OTHER = new Localized("other values", "d'autres valeurs");
    private static final Localized OTHER_HEADER = new Localized(
            "| key | what the plugin sends, and what ours is |",
            "| clé | ce qu'envoie le plugin, et ce qu'est la nôtre |");
    private static final Localized RENAMED = new Localized("another form of the key", "une autre forme de clé");
    private static final Localized RENAMED_TEXT = new Localized(
            "The plugin's form cannot be selected by a wildcard, or is no valid prototype. An instance with the setting"
                    + " `referenceKeys: true` is sent both.",
            "La forme du plugin ne se choisit pas par un joker, ou n'est pas un prototype valide. Une instance dont le"
                    + " réglage `referenceKeys` vaut `true` reçoit les deux.");
    private static final Localized RENAMED_HEADER =
            new Localized("| key of the plugin | our key |", "| clé du plugin | notre clé |");
    private static final Localized MISSING = new Localized("not measured", "non mesuré");
    private static final Localized MISSING_HEADER =
            new Localized("| key of the plugin | why |", "| clé du plugin | pourquoi |");
    private static final Localized SAME = new Localized("the same meaning", "le même sens");
    private static final Localized NEW = new Localized("new", "nouveau");

    private final Language language;
    private final StringBuilder page = new StringBuilder();

    private DifferencePages(Language language) {
        this.language = language;
    }

    static String page(List<Template> templates, Language language) {
        DifferencePages pages = new DifferencePages(language);
        pages.page.append("# ").append(TITLE.in(language)).append("\n\n").append(INTRODUCTION.in(language));
        templates.forEach(template -> pages.template(template, Reference.of(template)));
        return pages.page.toString();
    }

    private void template(Template template, Reference reference) {
        page.append("\n## ").append(template.name()).append('\n');
        reference
                .about()
                .forEach(text -> page.append('\n').append(text.in(language)).append('\n'));
        remarks(template, OTHER, OTHER_HEADER, reference.differs());
        renamed(template);
        remarks(template, MISSING, MISSING_HEADER, reference.notMeasured());
        keys(template, SAME, reference.same());
        Set<String> known = reference.measured();
        keys(
                template,
                NEW,
                template.measures().stream()
                        .filter(measure -> measure.referenceKey() == null)
                        .map(Measure::key)
                        .filter(key -> !known.contains(key))
                        .toList());
    }

    private void remarks(Template template, Localized title, Localized header, List<Reference.Remark> remarks) {
        if (!remarks.isEmpty()) {
            table(template, title, "", header);
            remarks.forEach(remark -> row(
                    remark.keys().stream().map(DifferencePages::code).collect(Collectors.joining("<br>")),
                    remark.text().in(language).strip().replace("|", "\\|")));
        }
    }

    private void renamed(Template template) {
        List<Measure> renamed = template.measures().stream()
                .filter(measure -> measure.referenceKey() != null)
                .toList();
        if (!renamed.isEmpty()) {
            table(template, RENAMED, RENAMED_TEXT.in(language) + "\n\n", RENAMED_HEADER);
            renamed.forEach(measure -> row(code(measure.referenceKey()), code(measure.key())));
        }
    }

    private void keys(Template template, Localized title, List<String> keys) {
        if (!keys.isEmpty()) {
            heading(template, title);
            page.append(keys.stream().sorted().map(DifferencePages::code).collect(Collectors.joining(", ")))
                    .append('\n');
        }
    }

    private void table(Template template, Localized title, String text, Localized header) {
        heading(template, title);
        page.append(text).append(header.in(language)).append("\n|---|---|\n");
    }

    private void heading(Template template, Localized title) {
        page.append("\n### ")
                .append(template.name())
                .append(": ")
                .append(title.in(language))
                .append("\n\n");
    }

    private void row(String first, String second) {
        page.append("| ").append(first).append(" | ").append(second).append(" |\n");
    }

    private static String code(String key) {
        return "`" + key + "`";
    }
}

package org.moodlefleet.service.pages;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.moodlefleet.collector.measure.Measure;
import org.moodlefleet.collector.measure.MeasureSet;
import org.moodlefleet.collector.measure.Rate;
import org.moodlefleet.collector.measure.Segment;
import org.moodlefleet.collector.measure.Template;
import org.moodlefleet.consolidation.group.GroupTemplate;
import org.moodlefleet.consolidation.template.Templates;
import org.moodlefleet.document.Language;
import org.moodlefleet.document.Localized;
import org.moodlefleet.document.Units;

/**
 * The pages about measures that {@code templates/} holds, generated: all measures by template and rate, and how they differ
 * from the reference's.
 */
public final class MeasurePages {

    private static final Localized TITLE = new Localized("Measures", "Mesures");
    private static final Localized GENERATED = new Localized(
            "Generated from the measure sets by `deploy/moodle-fleet measures pages templates`.",
            "Page produite à partir des jeux de mesures par `deploy/moodle-fleet measures pages templates`.");
    private static final Localized HEADER = new Localized(
            "| key | name | what it counts | unit | nature |", "| clé | nom | ce qui est compté | unité | nature |");

    private static final Localized EACH = new Localized("(Each of: %s.)", "(Pour chacun : %s.)");

    private static final Map<Rate, Localized> RATES = Map.of(
            Rate.INSTANT, new Localized("every minute", "chaque minute"),
            Rate.HOURLY, new Localized("hourly", "chaque heure"),
            Rate.DAILY, new Localized("daily", "chaque jour"),
            Rate.WEEKLY, new Localized("weekly", "chaque semaine"),
            Rate.MONTHLY, new Localized("monthly", "chaque mois"));

    private MeasurePages() {}

    /** @return content by file name */
    public static Map<String, String> all() {
        Map<String, String> pages = new TreeMap<>();
        List<Template> templates = Templates.shipped().all();
        pages.put("MEASURES.md", page(templates, Language.EN));
        pages.put("MEASURES.fr.md", page(templates, Language.FR));
        pages.put("DIFFERENCES.md", DifferencePages.page(templates, Language.EN));
        pages.put("DIFFERENCES.fr.md", DifferencePages.page(templates, Language.FR));
        return pages;
    }

    private static String page(List<Template> templates, Language language) {
        StringBuilder page = new StringBuilder("# " + TITLE.in(language) + "\n\n" + GENERATED.in(language) + "\n");
        for (Template template : templates) {
            page.append("\n## ").append(template.name()).append('\n');
            for (Rate rate : Rate.values()) {
                section(page, template, rate, language);
            }
        }
        return page.append(GroupMeasurePage.section(GroupTemplate.shipped(), language))
                .toString();
    }

    private static void section(StringBuilder page, Template template, Rate rate, Language language) {
        List<MeasureSet> sets =
                template.sets().stream().filter(set -> set.rate() == rate).toList();
        if (sets.isEmpty()) {
            return;
        }
        page.append("\n### ")
                .append(template.name())
                .append(", ")
                .append(RATES.get(rate).in(language))
                .append("\n\n")
                .append(HEADER.in(language))
                .append("\n|---|---|---|---|---|\n");
        for (MeasureSet set : sets) {
            String note = template.segmentOf(set)
                    .map(segment -> note(segment, language))
                    .orElse("");
            set.measures().forEach(measure -> page.append(row(measure, note, language)));
        }
    }

    private static String note(Segment segment, Language language) {
        return " " + EACH.in(language).formatted(segment.name().in(language));
    }

    private static String row(Measure measure, String note, Language language) {
        String cells = String.join(
                " | ",
                "`" + measure.key() + "`",
                cell(measure.name().in(language)),
                cell(measure.description().in(language).strip() + note),
                Units.in(language, Objects.requireNonNullElse(measure.unit(), "")),
                nature(measure, language));
        return "| " + cells + " |\n";
    }

    private static String nature(Measure measure, Language language) {
        return switch (measure.nature()) {
            case WINDOW -> language == Language.FR ? "fenêtre" : "window";
            case STATE -> language == Language.FR ? "état" : "state";
        };
    }

    static String cell(String text) {
        return text.strip().replace("|", "\\|").replace('\n', ' ');
    }
}

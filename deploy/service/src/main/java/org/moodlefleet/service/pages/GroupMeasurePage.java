package org.moodlefleet.service.pages;

import java.util.Map;
import java.util.Objects;
import org.moodlefleet.consolidation.group.ConsolidatedMeasure;
import org.moodlefleet.consolidation.group.Function;
import org.moodlefleet.consolidation.group.GroupTemplate;
import org.moodlefleet.document.Language;
import org.moodlefleet.document.Localized;
import org.moodlefleet.document.Units;

/** The part of the pages of measures that lists what is calculated for groups. */
final class GroupMeasurePage {

    private static final Localized INTRODUCTION = new Localized(
            "Zabbix calculates these on the host of each group from the last values of its members.",
            "Zabbix les calcule sur l'hôte de chaque groupe à partir des dernières valeurs de ses membres.");
    private static final Localized HEADER = new Localized(
            "| key | name | what it is | unit | calculated from | every |",
            "| clé | nom | ce que c'est | unité | calculé à partir de | tous les |");

    private static final Map<Function, Localized> SOURCES = Map.of(
            Function.SUM, new Localized("sum of `%s`", "somme de `%s`"),
            Function.AVG, new Localized("mean of `%s`", "moyenne de `%s`"),
            Function.MIN, new Localized("least `%s`", "plus petit `%s`"),
            Function.MAX, new Localized("greatest `%s`", "plus grand `%s`"),
            Function.SHARE,
                    new Localized("sum of `%s` in percent of that of `%s`", "somme de `%s` en %% de celle de `%s`"),
            Function.COUNT, new Localized("members whose last `%s` is 1", "membres dont le dernier `%s` vaut 1"),
            Function.SILENT,
                    new Localized("members whose last `%s` is not 1", "membres dont le dernier `%s` ne vaut pas 1"),
            Function.FRACTION,
                    new Localized(
                            "members whose last `%s` is 1, and all", "membres dont le dernier `%s` vaut 1, et tous"),
            Function.ENABLED, new Localized("members", "membres"));

    private GroupMeasurePage() {}

    static String section(GroupTemplate template, Language language) {
        StringBuilder page = new StringBuilder("\n## " + template.name() + "\n\n" + INTRODUCTION.in(language) + "\n\n"
                + HEADER.in(language) + "\n|---|---|---|---|---|---|\n");
        template.measures().forEach(measure -> page.append(row(template, measure, language)));
        return page.toString();
    }

    private static String row(GroupTemplate template, ConsolidatedMeasure measure, Language language) {
        String cells = String.join(
                " | ",
                "`" + measure.itemKey() + "`",
                MeasurePages.cell(measure.name().in(language)),
                MeasurePages.cell(measure.description().in(language)),
                Units.in(
                        language, Objects.requireNonNullElse(measure.unit(), "").replace("!", "")),
                factor(measure) + SOURCES.get(measure.function()).in(language).formatted(measure.of(), measure.per()),
                template.rates().get(measure.rate()).interval());
        return "| " + cells + " |\n";
    }

    private static String factor(ConsolidatedMeasure measure) {
        return measure.factor() == 1 ? "" : measure.factor() + " × ";
    }
}

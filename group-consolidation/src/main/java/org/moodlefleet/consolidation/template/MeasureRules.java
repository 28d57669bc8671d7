package org.moodlefleet.consolidation.template;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.moodlefleet.collector.measure.Measure;
import org.moodlefleet.collector.measure.MeasureSet;
import org.moodlefleet.collector.measure.Template;
import org.moodlefleet.collector.measure.ValueType;
import org.moodlefleet.zabbix.itemrules.ItemRule;
import org.moodlefleet.zabbix.itemrules.ItemRules;
import org.moodlefleet.zabbix.itemrules.ValueKind;

/** Derives from the measures what their items take, as {@link TemplateExport} declares them. */
public final class MeasureRules {

    private MeasureRules() {}

    /** Of the keys of the reference nothing is known: their items are not ours. */
    public static ItemRules of(List<Template> templates) {
        Map<String, ItemRule> rules = new HashMap<>();
        for (Template template : templates) {
            for (MeasureSet set : template.sets()) {
                String history = template.zabbix().storage().get(set.rate()).history();
                for (Measure measure : set.measures()) {
                    if (measure.formula() != null) {
                        continue;
                    }
                    rules.put(measure.key(), ItemRule.of(kind(measure.type()), history));
                }
            }
            template.segments()
                    .values()
                    .forEach(segment ->
                            rules.put(segment.discovery(), new ItemRule(ValueKind.DISCOVERY, Optional.empty())));
        }
        return new ItemRules(rules);
    }

    private static ValueKind kind(ValueType type) {
        return switch (type) {
            case UNSIGNED -> ValueKind.UNSIGNED;
            case FLOAT -> ValueKind.FLOAT;
            case TEXT -> ValueKind.TEXT;
        };
    }
}

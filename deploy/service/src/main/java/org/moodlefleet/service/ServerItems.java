package org.moodlefleet.service;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.moodlefleet.collector.measure.MeasureSet;
import org.moodlefleet.collector.measure.Rate;
import org.moodlefleet.collector.measure.Template;
import org.moodlefleet.collector.zabbix.TemplateExport;
import org.moodlefleet.consolidation.GroupTemplate;
import org.moodlefleet.consolidation.view.Items;
import org.moodlefleet.document.Language;
import org.moodlefleet.zabbix.template.TemplateItem;
import org.moodlefleet.zabbix.template.ZabbixTemplate;

/** Items of the templates as the server has them, in its language. */
final class ServerItems implements Items {

    /** How long the last value of a rate is worth being shown: its period, and what collecting it late may take. */
    private static final Map<Rate, String> LOOK_BACK =
            Map.of(Rate.DAILY, "3d", Rate.WEEKLY, "10d", Rate.MONTHLY, "40d");

    private final Map<String, Item> items = new HashMap<>();

    ServerItems(List<Template> templates, GroupTemplate groupTemplate, Language language) {
        templates.forEach(template -> add(template, language));
        groupTemplate.in(language).items().forEach(item -> put(item, Optional.empty()));
    }

    @Override
    public Optional<Item> of(String key) {
        return Optional.ofNullable(items.get(key));
    }

    private void add(Template template, Language language) {
        Map<String, Rate> rates = new HashMap<>();
        for (MeasureSet set : template.sets()) {
            set.measures().forEach(measure -> rates.put(measure.key(), set.rate()));
        }
        ZabbixTemplate exported = TemplateExport.of(template, language);
        exported.items().forEach(item -> put(item, lookBack(rates.get(item.key()))));
        exported.discoveryRules()
                .forEach(rule -> rule.prototypes().forEach(item -> put(item, lookBack(rates.get(item.key())))));
    }

    private static Optional<String> lookBack(Rate rate) {
        return Optional.ofNullable(rate).map(LOOK_BACK::get);
    }

    private void put(TemplateItem item, Optional<String> lookBack) {
        items.put(item.key(), new Item(item.name(), lookBack));
    }
}

package org.moodlefleet.consolidation.template;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.moodlefleet.collector.measure.Rate;
import org.moodlefleet.collector.measure.Template;
import org.moodlefleet.consolidation.dashboard.Items;
import org.moodlefleet.zabbix.template.ZabbixTemplate;

/** Items of the templates as the server has them, in one language. */
final class ServerItems implements Items {

    /** How long the last value of a rate is worth being shown: its period, and what collecting it late may take. */
    private static final Map<Rate, String> LOOK_BACK =
            Map.of(Rate.DAILY, "3d", Rate.WEEKLY, "10d", Rate.MONTHLY, "40d");

    private final Map<String, Item> items = new HashMap<>();

    /** @param exported what Zabbix has of the templates, and more */
    ServerItems(List<Template> templates, List<ZabbixTemplate> exported) {
        Map<String, Rate> rates = new HashMap<>();
        templates.stream()
                .flatMap(template -> template.sets().stream())
                .forEach(set -> set.measures().forEach(measure -> rates.put(measure.key(), set.rate())));
        exported.stream()
                .flatMap(template -> Stream.concat(
                        template.items().stream(),
                        template.discoveryRules().stream().flatMap(rule -> rule.prototypes().stream())))
                .forEach(item -> items.put(
                        item.key(),
                        new Item(item.name(), item.valueType().numeric(), lookBack(rates.get(item.key())))));
    }

    @Override
    public Optional<Item> of(String key) {
        return Optional.ofNullable(items.get(key));
    }

    private static Optional<String> lookBack(Rate rate) {
        return Optional.ofNullable(rate).map(LOOK_BACK::get);
    }
}

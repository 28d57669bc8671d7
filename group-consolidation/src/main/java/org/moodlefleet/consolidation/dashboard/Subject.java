package org.moodlefleet.consolidation.dashboard;

import java.util.List;
import java.util.Set;
import org.moodlefleet.document.Language;

/**
 * Whom a dashboard is about.
 *
 * @param name as its headline begins
 * @param language of the texts of the dashboard itself, and of the items of its host
 * @param itemLanguages of the instances' items, at least one
 * @param host technical name of the host that carries its consolidated measures
 * @param visibleHost that host as Zabbix shows it
 * @param hostGroups of the instances
 * @param instances patterns of the instances' visible names; of a few instances, the names themselves
 * @param templates ids of the templates of which some instance has something
 * @param courses whether some instance lists courses of interest
 * @param size how many instances it has
 */
public record Subject(
        String name,
        Language language,
        List<Language> itemLanguages,
        String host,
        String visibleHost,
        List<String> hostGroups,
        List<String> instances,
        Set<String> templates,
        boolean courses,
        int size) {

    public Subject {
        itemLanguages = List.copyOf(itemLanguages);
        hostGroups = List.copyOf(hostGroups);
        instances = List.copyOf(instances);
        templates = Set.copyOf(templates);
    }

    boolean several() {
        return size > 1;
    }
}

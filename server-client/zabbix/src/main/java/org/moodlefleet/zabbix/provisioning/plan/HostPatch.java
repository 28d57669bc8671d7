package org.moodlefleet.zabbix.provisioning.plan;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.moodlefleet.zabbix.names.NameLimit;
import org.moodlefleet.zabbix.provisioning.ownership.Adoption;
import org.moodlefleet.zabbix.provisioning.state.CurrentHost;
import org.moodlefleet.zabbix.provisioning.state.HostTag;
import org.moodlefleet.zabbix.provisioning.state.OwnerMark;
import org.moodlefleet.zabbix.provisioning.state.SenderEncryption;

/**
 * What to change about a host; everything it does not mention stays.
 *
 * @param name technical name, by which values come
 * @param replacedTemplates in whose place those come that are added; linked no more, or never linked
 * @param setMacros macro to value, to create or change
 * @param removeMacros macros to take away
 * @param senders how values come from now on
 */
public record HostPatch(
        Optional<String> name,
        Optional<String> visibleName,
        Optional<Boolean> enabled,
        Optional<String> description,
        SetChange<String> groups,
        SetChange<String> templates,
        Set<String> replacedTemplates,
        SetChange<HostTag> tags,
        Map<String, String> setMacros,
        Set<String> removeMacros,
        Optional<SenderEncryption> senders) {

    private static final String REMOVED = " (removed)";

    public HostPatch {
        replacedTemplates = Set.copyOf(replacedTemplates);
        setMacros = Collections.unmodifiableSortedMap(new TreeMap<>(setMacros));
        removeMacros = Set.copyOf(removeMacros);
    }

    /**
     * Disables and marks a host. Its visible name, unique in Zabbix, is given free: the same site may come back under
     * another technical name.
     */
    static HostPatch removing(String name, long removedAt) {
        return new HostPatch(
                Optional.empty(),
                Optional.of(NameLimit.VISIBLE_HOST.fit(name + REMOVED)),
                Optional.of(false),
                Optional.empty(),
                SetChange.none(),
                SetChange.none(),
                Set.of(),
                SetChange.adding(new HostTag(HostTag.REMOVED_AT, String.valueOf(removedAt))),
                Map.of(),
                Set.of(),
                Optional.empty());
    }

    /** Makes a host ours that nobody wants yet; all else stays as it is. */
    static HostPatch takingOver(CurrentHost host, OwnerMark mark) {
        Set<HostTag> wanted = new TreeSet<>(host.tags());
        wanted.removeIf(tag -> tag.tag().equals(HostTag.REGISTRY));
        wanted.addAll(mark.tags());
        wanted.add(new HostTag(
                HostTag.TAKEN_OVER, Adoption.name(mark.registryOf(host.tags()).orElse(""))));
        return new HostPatch(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                SetChange.none(),
                SetChange.none(),
                Set.of(),
                SetChange.between(host.tags(), wanted, tag -> true),
                Map.of(),
                Set.of(),
                Optional.empty());
    }

    /** Whether it makes the host ours, which was not. */
    boolean takesOver() {
        return tags.add().stream().anyMatch(tag -> tag.tag().equals(HostTag.REGISTRY));
    }

    public boolean isEmpty() {
        return describe().isEmpty();
    }

    /** One phrase for each difference, without the values of macros and without keys. */
    public List<String> describe() {
        return Stream.of(
                        name.stream().map(technical -> "name '" + technical + "'"),
                        visibleName.stream().map(visible -> "visible name '" + visible + "'"),
                        enabled.stream().map(on -> on ? "enable" : "disable"),
                        description.stream().map(text -> "description"),
                        groups.describe("group"),
                        templates.describe("template"),
                        tags.describe("tag"),
                        setMacros.keySet().stream().map(macro -> "macro " + macro),
                        removeMacros.stream().sorted().map(macro -> "-macro " + macro),
                        senders.stream().map(SenderEncryption::describe))
                .flatMap(phrases -> phrases)
                .toList();
    }
}

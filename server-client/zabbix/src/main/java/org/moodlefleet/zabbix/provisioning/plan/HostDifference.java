package org.moodlefleet.zabbix.provisioning.plan;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.moodlefleet.zabbix.provisioning.ownership.DeclaredFingerprints;
import org.moodlefleet.zabbix.provisioning.state.CurrentHost;
import org.moodlefleet.zabbix.provisioning.state.DesiredHost;
import org.moodlefleet.zabbix.provisioning.state.HostTag;
import org.moodlefleet.zabbix.provisioning.state.OwnerMark;
import org.moodlefleet.zabbix.provisioning.state.SenderEncryption;

/** Compares a wanted host with what Zabbix has: three ways, with what we declared the last time. */
final class HostDifference {

    private final OwnerMark mark;
    /** Whether a template can be linked: it exists, or is about to, and is no stranger of the same name. */
    private final Predicate<String> linkable;
    /** Technical names of the templates that one takes the place of. */
    private final Function<String, Set<String>> replaced;

    HostDifference(OwnerMark mark, Predicate<String> linkable, Function<String, Set<String>> replaced) {
        this.mark = mark;
        this.linkable = linkable;
        this.replaced = replaced;
    }

    HostPatch between(DesiredHost wanted, CurrentHost current) {
        Map<String, String> macros = current.readableMacros();
        DeclaredFingerprints before = DeclaredFingerprints.read(macros, mark);
        SetChange<String> templates = templates(wanted, current);
        return new HostPatch(
                changed(wanted.name(), current.name()),
                // Zabbix shows a new name as well where it is not told what to show
                wanted.name().equals(current.name())
                        ? changed(wanted.visibleName(), current.visibleName())
                        : Optional.of(wanted.visibleName()),
                changed(wanted.enabled(), current.enabled()),
                changed(wanted.description(), current.description()),
                SetChange.between(current.groups().keySet(), wanted.groups(), before::group),
                templates,
                templates.add().stream()
                        .flatMap(template -> replaced.apply(template).stream())
                        .collect(Collectors.toSet()),
                tags(wanted, current, before),
                setMacros(wanted, macros),
                removeMacros(wanted, current, before),
                senders(wanted, current, before));
    }

    /** What only unlinked a template would leave a host with items that nobody keeps: that is for a person to decide. */
    private SetChange<String> templates(DesiredHost wanted, CurrentHost current) {
        Set<String> linked = linkable(wanted);
        Set<String> gone = linked.stream()
                .flatMap(template -> replaced.apply(template).stream())
                .collect(Collectors.toSet());
        return SetChange.between(current.templates().keySet(), linked, gone::contains);
    }

    /** The macros that a host of ours has: the declared ones, and our memory of them. */
    Map<String, String> macros(DesiredHost wanted) {
        Map<String, String> all = new HashMap<>(wanted.macros());
        all.putAll(DeclaredFingerprints.of(wanted).macros(mark));
        return all;
    }

    /** The tags that a host of ours has: the declared ones, and our mark. */
    Set<HostTag> tags(DesiredHost wanted) {
        Set<HostTag> all = new HashSet<>(wanted.tags());
        all.addAll(mark.tags());
        return all;
    }

    Set<String> linkable(DesiredHost wanted) {
        return wanted.templates().stream().filter(linkable).collect(Collectors.toSet());
    }

    private SetChange<HostTag> tags(DesiredHost wanted, CurrentHost current, DeclaredFingerprints before) {
        Set<HostTag> removalMarks = current.removalMarks();
        return SetChange.between(
                current.tags(),
                tags(wanted),
                tag -> before.tag(tag)
                        || removalMarks.contains(tag)
                        || tag.tag().equals(HostTag.REGISTRY)
                        || tag.tag().equals(HostTag.TAKEN_OVER));
    }

    private Map<String, String> setMacros(DesiredHost wanted, Map<String, String> current) {
        Map<String, String> set = macros(wanted);
        set.entrySet().removeIf(macro -> macro.getValue().equals(current.get(macro.getKey())));
        return set;
    }

    private Set<String> removeMacros(DesiredHost wanted, CurrentHost current, DeclaredFingerprints before) {
        Set<String> kept = macros(wanted).keySet();
        return current.macros().stream()
                .map(CurrentHost.CurrentMacro::macro)
                .filter(macro -> (before.macro(macro) || mark.isDeclaredMacro(macro)) && !kept.contains(macro))
                .collect(Collectors.toSet());
    }

    /** Where one of what can be read differs, or what cannot be read is not what we set the last time. */
    private static Optional<SenderEncryption> senders(
            DesiredHost wanted, CurrentHost current, DeclaredFingerprints before) {
        return wanted.senders()
                .filter(senders -> !before.senders(senders)
                        || senders.properties().entrySet().stream()
                                .anyMatch(property -> !property.getValue()
                                        .equals(current.encryption()
                                                .getOrDefault(property.getKey(), property.getValue()))));
    }

    private static <T> Optional<T> changed(T wanted, T current) {
        return wanted.equals(current) ? Optional.empty() : Optional.of(wanted);
    }
}

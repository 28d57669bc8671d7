package org.moodlefleet.zabbix.provisioning.state;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.moodlefleet.zabbix.provisioning.ownership.Adoption;

/**
 * A host as Zabbix has it.
 *
 * @param groups name to id
 * @param templates technical name to id
 * @param encryption properties of the API that tell how values must come, as far as they can be read
 */
public record CurrentHost(
        String hostId,
        String name,
        String visibleName,
        boolean enabled,
        String description,
        Map<String, String> groups,
        Map<String, String> templates,
        Set<HostTag> tags,
        List<CurrentMacro> macros,
        Map<String, String> encryption) {

    /** @param value null when Zabbix keeps it secret */
    public record CurrentMacro(String id, String macro, String value) {}

    public boolean carries(OwnerMark mark) {
        return mark.isOn(tags);
    }

    /** Whether it came by an {@link Adoption} and was never wanted since. */
    public boolean takenOver() {
        return tags.stream().anyMatch(tag -> tag.tag().equals(HostTag.TAKEN_OVER));
    }

    public Set<HostTag> removalMarks() {
        return tags.stream().filter(tag -> tag.tag().equals(HostTag.REMOVED_AT)).collect(Collectors.toSet());
    }

    /** Values by macro, without the secret ones. */
    public Map<String, String> readableMacros() {
        return macros.stream()
                .filter(macro -> Objects.nonNull(macro.value()))
                .collect(Collectors.toMap(CurrentMacro::macro, CurrentMacro::value));
    }
}

package org.moodlefleet.zabbix.provisioning.state;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;

/** A tag of a host; one tag may stand several times with different values. */
public record HostTag(String tag, String value) implements Comparable<HostTag> {

    /** On hosts that are no longer wanted: seconds since the epoch at which that was noticed. */
    public static final String REMOVED_AT = "removed-at";

    /** On our hosts: the identity of the registry that they are made for. */
    public static final String REGISTRY = "managed-for";

    /** On hosts that were taken over from another registry and that ours does not know: whose they were. */
    public static final String TAKEN_OVER = "taken-over-from";

    private static final Comparator<HostTag> ORDER =
            Comparator.comparing(HostTag::tag).thenComparing(HostTag::value);

    public HostTag {
        Objects.requireNonNull(tag, "tag");
        Objects.requireNonNull(value, "value");
    }

    /** @param all as the API gives them */
    public static Set<HostTag> read(JsonNode all) {
        Set<HostTag> tags = new HashSet<>();
        all.forEach(tag ->
                tags.add(new HostTag(tag.get("tag").asText(), tag.get("value").asText())));
        return tags;
    }

    @Override
    public int compareTo(HostTag other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return tag + "=" + value;
    }
}

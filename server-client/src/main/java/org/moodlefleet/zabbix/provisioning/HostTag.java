package org.moodlefleet.zabbix.provisioning;

import java.util.Comparator;
import java.util.Objects;

/** A tag of a host; one tag may stand several times with different values. */
public record HostTag(String tag, String value) implements Comparable<HostTag> {

    /** On hosts that are no longer wanted: seconds since the epoch at which that was noticed. */
    public static final String REMOVED_AT = "removed-at";

    private static final Comparator<HostTag> ORDER =
            Comparator.comparing(HostTag::tag).thenComparing(HostTag::value);

    public HostTag {
        Objects.requireNonNull(tag, "tag");
        Objects.requireNonNull(value, "value");
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

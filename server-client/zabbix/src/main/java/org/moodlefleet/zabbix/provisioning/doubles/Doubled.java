package org.moodlefleet.zabbix.provisioning.doubles;

import java.util.Optional;
import org.moodlefleet.zabbix.provisioning.outcome.ObjectName;

/**
 * An object that stands twice.
 *
 * @param api object of Zabbix's API, such as {@code hostgroup}
 * @param keptId the one that stays
 * @param otherId the one that should not be there
 * @param obstacle why that cannot be removed; empty when it can
 */
public record Doubled(ObjectName object, String api, String keptId, String otherId, Optional<String> obstacle) {

    /** One line for people. */
    public String describe() {
        return object + " stands twice in Zabbix, with the ids " + keptId + " and " + otherId
                + obstacle.map(why -> ": " + why).orElse("");
    }
}

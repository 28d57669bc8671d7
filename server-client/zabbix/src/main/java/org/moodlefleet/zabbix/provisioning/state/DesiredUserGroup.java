package org.moodlefleet.zabbix.provisioning.state;

import java.util.Set;
import org.moodlefleet.zabbix.names.NameLimit;

/**
 * A user group as it should be. It is ours as a whole: a right that somebody added is taken away.
 *
 * @param name at most 64 characters
 * @param enabled whether its members may log in
 * @param readable names of all host groups that its members read; a right on a group says nothing of nested ones
 */
public record DesiredUserGroup(String name, boolean enabled, Set<String> readable) implements DesiredObject {

    public DesiredUserGroup {
        readable = Set.copyOf(readable);
        NameLimit.USER_GROUP.check("user group", name);
    }

    @Override
    public ObjectKind kind() {
        return ObjectKind.USER_GROUP;
    }
}

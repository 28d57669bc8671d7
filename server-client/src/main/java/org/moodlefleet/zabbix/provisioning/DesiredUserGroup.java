package org.moodlefleet.zabbix.provisioning;

import java.util.Set;

/**
 * A user group as it should be. It is ours as a whole: a right that somebody added is taken away.
 *
 * @param name at most 64 characters
 * @param enabled whether its members may log in
 * @param readable names of all host groups that its members read; a right on a group says nothing of nested ones
 */
public record DesiredUserGroup(String name, boolean enabled, Set<String> readable) implements DesiredObject {

    /** Zabbix cuts no names: it refuses longer ones. */
    public static final int NAME_LENGTH = 64;

    public DesiredUserGroup {
        readable = Set.copyOf(readable);
        if (name.isBlank() || name.length() > NAME_LENGTH) {
            throw new IllegalArgumentException("a user group needs a name of at most " + NAME_LENGTH + ": " + name);
        }
    }

    @Override
    public ObjectKind kind() {
        return ObjectKind.USER_GROUP;
    }
}

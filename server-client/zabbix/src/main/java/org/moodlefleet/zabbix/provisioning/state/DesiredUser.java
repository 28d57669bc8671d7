package org.moodlefleet.zabbix.provisioning.state;

import java.util.List;
import org.moodlefleet.zabbix.names.NameLimit;
import org.moodlefleet.zabbix.provisioning.Provisioner;

/**
 * A user account as it should be. It is made with a password that nobody knows; see
 * {@link Provisioner#newPassword}. Role and groups are kept; name, language and time zone are set again only when they
 * are declared anew, since they are the person's to choose.
 *
 * @param name login
 * @param fullName shown in the interface, may be empty
 * @param role name of a role
 * @param group name of its only user group
 * @param languages such as {@code fr_FR}: the first that the server has; its default when it has none
 * @param timezone such as {@code Europe/Paris}, or {@link #SERVER_TIMEZONE}
 */
public record DesiredUser(
        String name, String fullName, String role, String group, List<String> languages, String timezone)
        implements DesiredObject {

    /** The server's time zone. */
    public static final String SERVER_TIMEZONE = "default";

    public DesiredUser {
        languages = List.copyOf(languages);
        NameLimit.LOGIN.check("login", name);
        fullName = NameLimit.PERSON.fit(fullName);
    }

    @Override
    public ObjectKind kind() {
        return ObjectKind.USER;
    }
}

package org.moodlefleet.registry.fleet;

import static org.moodlefleet.registry.message.RegistryMessage.IS_A_RESERVED_HOST;
import static org.moodlefleet.registry.message.RegistryMessage.IS_A_RESERVED_LOGIN;
import static org.moodlefleet.registry.message.RegistryMessage.WRITE_ANOTHER_HOST;
import static org.moodlefleet.registry.message.RegistryMessage.WRITE_ANOTHER_LOGIN;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.moodlefleet.document.Violation;
import org.moodlefleet.zabbix.names.NameKey;

/**
 * Names in Zabbix that the program, or Zabbix itself, has taken, whatever the letter case. Documents are checked for them,
 * and not the objects of the registry: one that was stored before a name was reserved can still be read.
 */
public final class ReservedNames {

    /** Totals, groups, the notes of what is ours, and a host between two names. */
    private static final Pattern HOSTS = Pattern.compile(
            "moodle fleet|moodle group( .*)?|moodle-fleet register( .*)?|renamed \\d+", Pattern.CASE_INSENSITIVE);

    /** Accounts that each Zabbix is installed with. */
    private static final Set<NameKey> LOGINS = Set.of(NameKey.of("Admin"), NameKey.of("guest"));

    private ReservedNames() {}

    /** What is wrong with the name of an instance's host; empty when it may have it. */
    public static Optional<Violation> host(String host) {
        return HOSTS.matcher(host).matches()
                ? Optional.of(new Violation("/host", IS_A_RESERVED_HOST, WRITE_ANOTHER_HOST))
                : Optional.empty();
    }

    /** What is wrong with a login; empty when somebody may have it. */
    public static Optional<Violation> login(String login) {
        return LOGINS.contains(NameKey.of(login))
                ? Optional.of(new Violation("/login", IS_A_RESERVED_LOGIN, WRITE_ANOTHER_LOGIN))
                : Optional.empty();
    }
}

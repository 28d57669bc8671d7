package org.moodlefleet.model;

import static org.moodlefleet.model.message.ModelMessage.IS_GIVEN_TWICE;
import static org.moodlefleet.model.message.ModelMessage.IS_NO_LOGIN;
import static org.moodlefleet.model.message.ModelMessage.WRITE_A_LOGIN;
import static org.moodlefleet.model.message.ModelMessage.WRITE_EACH_ONCE;

import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.moodlefleet.document.InvalidValueException;
import org.moodlefleet.document.Language;

/**
 * Somebody of a tenant who has an account in Zabbix. Nothing more is known of people than what Zabbix needs.
 *
 * @param login name of the account, unique in the registry whatever the letter case
 * @param name shown beside it, at most 100 characters; null: none
 * @param language of Zabbix' pages; null: the tenant's
 * @param timezone of times on Zabbix' pages; null: the tenant's
 */
public record TenantUser(String login, String name, Language language, ZoneId timezone) {

    /** Users of one tenant. */
    public static final int MOST = 200;

    private static final Pattern LOGIN = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._@+-]{0,99}");

    public TenantUser {
        Checks.matching("login", login, LOGIN, IS_NO_LOGIN, WRITE_A_LOGIN);
        if (name != null) {
            Checks.text("name", name, 100);
        }
    }

    /** Zabbix tells accounts of another letter case apart, people do not. */
    public boolean hasSameLogin(TenantUser other) {
        return login.equalsIgnoreCase(other.login);
    }

    static List<TenantUser> checked(List<TenantUser> users) {
        Checks.atMost("users", users, MOST);
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < users.size(); i++) {
            if (!seen.add(users.get(i).login().toLowerCase(Locale.ROOT))) {
                throw new InvalidValueException("users/" + i + "/login", IS_GIVEN_TWICE, WRITE_EACH_ONCE);
            }
        }
        return List.copyOf(users);
    }
}

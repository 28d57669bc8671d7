package org.moodlefleet.zabbix.provisioning;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.moodlefleet.zabbix.api.ZabbixApiException;
import org.moodlefleet.zabbix.api.ZabbixDialect;

/** Ids of what objects refer to, asked once for a plan and again for an apply. Blocks. */
final class ObjectNames {

    private static final String NO_SUCH_ID = "999999999999";
    private static final String DEFAULT_LANGUAGE = "default";

    private final Calls calls;
    private final Map<String, Boolean> languages = new HashMap<>();
    private final Set<String> unsupported = new TreeSet<>();
    private final Map<String, String> hostGroups = new HashMap<>();
    private final Map<String, String> userGroups = new HashMap<>();
    private final Map<String, String> roles = new HashMap<>();

    ObjectNames(Calls calls) {
        this.calls = calls;
    }

    ZabbixDialect dialect() {
        return calls.dialect();
    }

    /** Asks for the ids of all that the objects refer to. */
    void lookUp(List<DesiredObject> objects, Set<String> moreUserGroups) {
        Set<String> groups = of(objects, DesiredUserGroup.class).stream()
                .flatMap(group -> group.readable().stream())
                .collect(Collectors.toSet());
        hostGroups.putAll(calls.ids("hostgroup.get", "name", "groupid", groups));
        lookUpUsers(of(objects, DesiredUser.class), moreUserGroups);
    }

    /** Asks for roles and user groups, which may have been made meanwhile. */
    void lookUpUsers(List<DesiredUser> users, Set<String> moreUserGroups) {
        Set<String> groups = users.stream().map(DesiredUser::group).collect(Collectors.toSet());
        groups.addAll(moreUserGroups);
        userGroups.putAll(calls.ids("usergroup.get", "name", "usrgrpid", groups));
        Set<String> wanted = users.stream().map(DesiredUser::role).collect(Collectors.toSet());
        roles.putAll(calls.ids("role.get", "name", "roleid", wanted));
    }

    Map<String, String> hostGroups() {
        return hostGroups;
    }

    Map<String, String> userGroups() {
        return userGroups;
    }

    Map<String, String> roles() {
        return roles;
    }

    /** The id, or what equals none. */
    String known(Map<String, String> ids, String name) {
        return ids.getOrDefault(name, "");
    }

    /** @throws ImpossibleChangeException when there is none */
    String id(Map<String, String> ids, String name) {
        String id = ids.get(name);
        if (id == null) {
            throw new ImpossibleChangeException("'" + name + "', which it refers to, is not on the server");
        }
        return id;
    }

    /** The first that the server has, or its default. */
    String language(List<String> candidates) {
        for (String language : candidates) {
            if (languages.computeIfAbsent(language, this::supported)) {
                return language;
            }
        }
        unsupported.add(String.join(" or ", candidates));
        return DEFAULT_LANGUAGE;
    }

    /** Those that were asked for and of which the server had none. */
    Set<String> unsupportedLanguages() {
        return unsupported;
    }

    /**
     * Which languages a server has depends on the locales of its machine, which no method tells. Zabbix looks at the
     * language of a new user before it looks at the role, so a role that does not exist makes this a question only.
     */
    private boolean supported(String language) {
        Map<String, ?> impossible = Map.of(
                "username",
                "language-" + language,
                "passwd",
                NewPassword.random(),
                "roleid",
                NO_SUCH_ID,
                "usrgrps",
                List.of(Map.of("usrgrpid", NO_SUCH_ID)),
                "lang",
                language);
        try {
            JsonNode made = calls.call("user.create", impossible);
            throw new IllegalStateException("a user was made with a role that does not exist: " + made);
        } catch (ZabbixApiException e) {
            if (!e.refused()) {
                throw e;
            }
            return !(e.data() + e.reason()).contains(language);
        }
    }

    static <T> List<T> of(List<DesiredObject> objects, Class<T> type) {
        return objects.stream().filter(type::isInstance).map(type::cast).toList();
    }
}

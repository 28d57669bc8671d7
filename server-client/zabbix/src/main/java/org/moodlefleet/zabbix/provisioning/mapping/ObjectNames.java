package org.moodlefleet.zabbix.provisioning.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.moodlefleet.zabbix.api.ZabbixApiException;
import org.moodlefleet.zabbix.api.ZabbixDialect;
import org.moodlefleet.zabbix.dashboard.Dashboard;
import org.moodlefleet.zabbix.dashboard.References;
import org.moodlefleet.zabbix.dashboard.View;
import org.moodlefleet.zabbix.provisioning.call.Chunks;
import org.moodlefleet.zabbix.provisioning.call.ImpossibleChangeException;
import org.moodlefleet.zabbix.provisioning.call.ProvisioningCalls;
import org.moodlefleet.zabbix.provisioning.state.DesiredDashboard;
import org.moodlefleet.zabbix.provisioning.state.DesiredObject;
import org.moodlefleet.zabbix.provisioning.state.DesiredUser;
import org.moodlefleet.zabbix.provisioning.state.DesiredUserGroup;

/** Ids of what objects refer to, asked once for a plan and again for an apply. Blocks. */
public final class ObjectNames implements References {

    private static final String NO_SUCH_ID = "999999999999";
    private static final String DEFAULT = "default";
    private static final String ENABLED = "1";
    private static final int HOSTS_PER_CALL = 200;

    private final ProvisioningCalls calls;
    /** What was asked of an account's property, by its name and value. */
    private final Map<String, Boolean> offered = new HashMap<>();

    private final Set<String> notOffered = new TreeSet<>();
    private final Set<String> modules = new HashSet<>();
    private final Map<View.Item, String> items = new HashMap<>();
    private final Map<String, String> hostGroups = new HashMap<>();
    private final Map<String, String> userGroups = new HashMap<>();
    private final Map<String, String> roles = new HashMap<>();

    public ObjectNames(ProvisioningCalls calls) {
        this.calls = calls;
    }

    ZabbixDialect dialect() {
        return calls.dialect();
    }

    /** Asks for the ids of all that the objects refer to. */
    public void lookUp(List<DesiredObject> objects, Set<String> moreUserGroups) {
        Set<String> groups = of(objects, DesiredUserGroup.class).stream()
                .flatMap(group -> group.readable().stream())
                .collect(Collectors.toSet());
        List<Dashboard> dashboards = of(objects, DesiredDashboard.class).stream()
                .map(DesiredDashboard::dashboard)
                .toList();
        dashboards.forEach(dashboard -> groups.addAll(dashboard.hostGroups()));
        hostGroups.putAll(calls.ids("hostgroup.get", "name", "groupid", groups));
        lookUpItems(dashboards);
        lookUpModules(dashboards);
        lookUpUsers(objects, moreUserGroups);
    }

    private void lookUpItems(List<Dashboard> dashboards) {
        Set<View.Item> wanted = dashboards.stream()
                .flatMap(dashboard -> dashboard.items().stream())
                .collect(Collectors.toSet());
        Map<String, String> hosts = new HashMap<>();
        Set<String> names = wanted.stream().map(View.Item::host).collect(Collectors.toSet());
        calls.ids("host.get", "host", "hostid", names).forEach((name, id) -> hosts.put(id, name));
        List<String> keys =
                wanted.stream().map(View.Item::key).distinct().sorted().toList();
        for (List<String> some : Chunks.of(List.copyOf(hosts.keySet()), HOSTS_PER_CALL)) {
            Map<String, ?> query = Map.of(
                    "output", List.of("itemid", "hostid", "key_"), "hostids", some, "filter", Map.of("key_", keys));
            calls.call("item.get", query)
                    .forEach(item -> items.put(
                            new View.Item(
                                    hosts.get(item.path("hostid").asText()),
                                    item.path("key_").asText()),
                            item.path("itemid").asText()));
        }
    }

    @Override
    public String hostGroup(String name) {
        return hostGroups.getOrDefault(name, NO_SUCH_ID);
    }

    @Override
    public Optional<String> item(View.Item item) {
        return Optional.ofNullable(items.get(item));
    }

    /** Asks for roles and user groups, which may have been made meanwhile. */
    public void lookUpUsers(List<DesiredObject> objects, Set<String> moreUserGroups) {
        List<DesiredUser> users = of(objects, DesiredUser.class);
        Set<String> groups = users.stream().map(DesiredUser::group).collect(Collectors.toSet());
        of(objects, DesiredDashboard.class).forEach(dashboard -> groups.addAll(dashboard.readers()));
        groups.addAll(moreUserGroups);
        userGroups.putAll(calls.ids("usergroup.get", "name", "usrgrpid", groups));
        Set<String> wanted = users.stream().map(DesiredUser::role).collect(Collectors.toSet());
        roles.putAll(calls.ids("role.get", "name", "roleid", wanted));
    }

    private void lookUpModules(List<Dashboard> dashboards) {
        Set<String> types = dashboards.stream()
                .flatMap(dashboard -> dashboard.modules().stream())
                .collect(Collectors.toSet());
        if (!types.isEmpty() && dialect().widgetModules()) {
            calls.find("module.get", "id", types, Map.of("output", List.of("id", "status")))
                    .forEach(module -> {
                        if (module.path("status").asText().equals(ENABLED)) {
                            modules.add(module.path("id").asText());
                        }
                    });
        }
    }

    @Override
    public boolean module(String type) {
        return modules.contains(type);
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
        return firstOffered("lang", candidates)
                .orElseGet(
                        () -> notOffered(
                                "language " + String.join(" or ", candidates)
                                        + " is not installed at Zabbix's web server (a locale of its machine): accounts get its default"));
    }

    /** The time zone under a name that the server has, or its default. */
    String timezone(String wanted) {
        return wanted.equals(DEFAULT)
                ? DEFAULT
                : firstOffered("timezone", TimeZoneAliases.of(wanted))
                        .orElseGet(() -> notOffered("time zone " + wanted
                                + " is not in the list of Zabbix's web server: accounts get its default"));
    }

    private Optional<String> firstOffered(String property, List<String> candidates) {
        return candidates.stream()
                .filter(value -> offered.computeIfAbsent(property + " " + value, asked -> offers(property, value)))
                .findFirst();
    }

    private String notOffered(String sentence) {
        notOffered.add(sentence);
        return DEFAULT;
    }

    /** What was asked for and the server does not have, one sentence each. */
    public Set<String> notOffered() {
        return notOffered;
    }

    /**
     * Which languages a server has depends on the locales of its machine, and which time zones on its PHP; no method tells.
     * Zabbix looks at these properties of a new user before it looks at the role, so a role that does not exist makes this
     * a question only.
     */
    private boolean offers(String property, String value) {
        Map<String, Object> impossible = new HashMap<>(Map.of(
                "username",
                "question-" + property,
                "passwd",
                NewPassword.random(),
                "roleid",
                NO_SUCH_ID,
                "usrgrps",
                List.of(Map.of("usrgrpid", NO_SUCH_ID))));
        impossible.put(property, value);
        try {
            JsonNode made = calls.call("user.create", impossible);
            throw new IllegalStateException("a user was made with a role that does not exist: " + made);
        } catch (ZabbixApiException e) {
            if (!e.refused()) {
                throw e;
            }
            return !(e.data() + e.reason()).contains("/" + property) && !(e.data() + e.reason()).contains(value);
        }
    }

    static <T> List<T> of(List<DesiredObject> objects, Class<T> type) {
        return objects.stream().filter(type::isInstance).map(type::cast).toList();
    }
}

package org.moodlefleet.zabbix.provisioning.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.moodlefleet.zabbix.provisioning.state.DesiredUser;

/** Role and group of an account, kept; name, language and time zone as declared. */
final class UserMapping implements ObjectMapping<DesiredUser> {

    private final ObjectNames names;
    /** Members of it cannot log in. */
    private final String removedAccounts;

    UserMapping(ObjectNames names, String removedAccounts) {
        this.names = names;
        this.removedAccounts = removedAccounts;
    }

    @Override
    public Map<String, Object> query() {
        return Map.of("output", List.of("userid", "username", "roleid"), "selectUsrgrps", List.of("usrgrpid"));
    }

    @Override
    public List<String> differences(DesiredUser wanted, JsonNode there) {
        List<String> differences = new ArrayList<>();
        if (!there.path("roleid").asText().equals(names.known(names.roles(), wanted.role()))) {
            differences.add("role " + wanted.role());
        }
        List<String> groups = there.path("usrgrps").findValuesAsText("usrgrpid");
        if (!groups.equals(List.of(names.known(names.userGroups(), wanted.group())))) {
            differences.add("user group " + wanted.group());
        }
        return differences;
    }

    @Override
    public Map<String, Object> params(DesiredUser wanted) {
        return Map.of(
                "username",
                wanted.name(),
                "roleid",
                names.id(names.roles(), wanted.role()),
                "usrgrps",
                List.of(Map.of("usrgrpid", names.id(names.userGroups(), wanted.group()))));
    }

    @Override
    public Map<String, Object> declaredParams(DesiredUser wanted) {
        return Map.of(
                "name",
                wanted.fullName(),
                "lang",
                names.language(wanted.languages()),
                "timezone",
                names.timezone(wanted.timezone()));
    }

    @Override
    public Map<String, Object> creationParams() {
        return Map.of("passwd", NewPassword.random());
    }

    @Override
    public String declared(DesiredUser wanted) {
        return Integer.toHexString(
                List.of(wanted.fullName(), names.language(wanted.languages()), names.timezone(wanted.timezone()))
                        .hashCode());
    }

    @Override
    public Map<String, Object> retirement(String name) {
        return Map.of("usrgrps", List.of(Map.of("usrgrpid", names.id(names.userGroups(), removedAccounts))));
    }
}

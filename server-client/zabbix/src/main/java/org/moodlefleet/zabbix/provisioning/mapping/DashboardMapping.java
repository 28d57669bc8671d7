package org.moodlefleet.zabbix.provisioning.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.moodlefleet.zabbix.dashboard.DashboardParams;
import org.moodlefleet.zabbix.names.NameLimit;
import org.moodlefleet.zabbix.provisioning.state.DesiredDashboard;

/** Pages, widgets and readers of a dashboard. */
final class DashboardMapping implements ObjectMapping<DesiredDashboard> {

    /** Whoever finds it in a list shall not take it for the one that is kept. */
    private static final String REMOVED = " (removed)";

    private static final String READ = "2";
    private static final String PRIVATE = "1";
    /** It is somebody's wish, not ours, that pages turn by themselves. */
    private static final String NO_SLIDESHOW = "0";

    private final ObjectNames names;
    private final DashboardParams params;

    DashboardMapping(ObjectNames names) {
        this.names = names;
        this.params = new DashboardParams(names.dialect(), names);
    }

    @Override
    public Map<String, Object> query() {
        return Map.of(
                "output",
                List.of("dashboardid", "name", "private", "auto_start"),
                "selectPages",
                "extend",
                "selectUserGroups",
                List.of("usrgrpid", "permission"));
    }

    @Override
    public List<String> differences(DesiredDashboard wanted, JsonNode there) {
        List<String> differences = new ArrayList<>();
        if (!there.path("private").asText().equals(PRIVATE)
                || !there.path("auto_start").asText().equals(NO_SLIDESHOW)) {
            differences.add("privacy or slideshow");
        }
        Set<String> readers = new HashSet<>();
        there.path("userGroups")
                .forEach(reader -> readers.add(reader.path("usrgrpid").asText() + " "
                        + reader.path("permission").asText()));
        for (String group : new TreeSet<>(wanted.readers())) {
            if (!readers.remove(names.known(names.userGroups(), group) + " " + READ)) {
                differences.add("+reader " + group);
            }
        }
        readers.forEach(other -> differences.add("-reader user group id " + other));
        if (!params.same(wanted.dashboard(), there.path("pages"))) {
            differences.add("pages");
        }
        return differences;
    }

    @Override
    public Map<String, Object> params(DesiredDashboard wanted) {
        return Map.of(
                "name", wanted.name(),
                "private", PRIVATE,
                "auto_start", NO_SLIDESHOW,
                "pages", params.pages(wanted.dashboard()),
                "userGroups",
                        wanted.readers().stream()
                                .sorted()
                                .map(group ->
                                        Map.of("usrgrpid", names.id(names.userGroups(), group), "permission", READ))
                                .toList());
    }

    @Override
    public Map<String, Object> retirement(String name) {
        return Map.of("userGroups", List.of(), "name", NameLimit.DASHBOARD.fit(name, REMOVED));
    }
}

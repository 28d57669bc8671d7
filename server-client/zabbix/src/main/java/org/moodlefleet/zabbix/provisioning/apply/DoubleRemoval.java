package org.moodlefleet.zabbix.provisioning.apply;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.moodlefleet.zabbix.provisioning.call.ImpossibleChangeException;
import org.moodlefleet.zabbix.provisioning.call.ProvisioningCalls;
import org.moodlefleet.zabbix.provisioning.doubles.Doubled;
import org.moodlefleet.zabbix.provisioning.doubles.StoredValues;
import org.moodlefleet.zabbix.provisioning.state.HostTag;
import org.moodlefleet.zabbix.provisioning.state.OwnerMark;

/** Removes the other of two, if still nothing is lost with it: values may have come since it was found. Blocks. */
final class DoubleRemoval {

    private final ProvisioningCalls calls;
    private final OwnerMark mark;

    DoubleRemoval(ProvisioningCalls calls, OwnerMark mark) {
        this.calls = calls;
        this.mark = mark;
    }

    /** @throws ImpossibleChangeException when something would be lost, or it is not ours */
    void run(Doubled doubled) {
        switch (doubled.api()) {
            case "host" -> checkHost(doubled.otherId());
            case "hostgroup" -> moveHosts(doubled);
            case "item" ->
                require(!new StoredValues(calls::call).ofTemplateItem(doubled.otherId()), "it has values now");
            default -> {}
        }
        calls.call(doubled.api() + ".delete", List.of(doubled.otherId()));
    }

    private void checkHost(String hostId) {
        for (JsonNode host : calls.call(
                "host.get",
                Map.of(
                        "hostids",
                        List.of(hostId),
                        "output",
                        List.of("hostid"),
                        "selectTags",
                        List.of("tag", "value")))) {
            require(isOurs(host), "it is no longer ours");
        }
        require(!new StoredValues(calls::call).ofHost(hostId), "it has values now");
    }

    /** Nothing is lost with a group whose hosts are in the other as well. */
    private void moveHosts(Doubled doubled) {
        JsonNode hosts = calls.call(
                "host.get",
                Map.of(
                        "groupids",
                        List.of(doubled.otherId()),
                        "output",
                        List.of("hostid"),
                        "selectTags",
                        List.of("tag", "value")));
        require(
                StreamSupport.stream(hosts.spliterator(), false).allMatch(this::isOurs),
                "hosts that are not ours are in it");
        if (!hosts.isEmpty()) {
            calls.call(
                    "hostgroup.massadd",
                    Map.of(
                            "groups",
                            List.of(Map.of("groupid", doubled.keptId())),
                            "hosts",
                            hosts.findValuesAsText("hostid").stream()
                                    .map(id -> Map.of("hostid", id))
                                    .toList()));
        }
    }

    private boolean isOurs(JsonNode host) {
        return mark.isOn(HostTag.read(host.path("tags")));
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new ImpossibleChangeException(otherwise);
        }
    }
}

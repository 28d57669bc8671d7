package org.moodlefleet.service.command.fleet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.moodlefleet.registry.fleet.GroupDocument;
import org.moodlefleet.registry.fleet.InstanceDocument;
import org.moodlefleet.registry.fleet.TenantDocument;
import org.moodlefleet.registry.fleet.TenantDraft;
import org.moodlefleet.service.command.api.Resource;
import org.moodlefleet.service.command.terminal.Mappers;

/** What a fleet says of each object: as it is written, and in the registry's words. */
final class WantedObjects {

    private final Map<Resource.Name, Wanted> objects = new HashMap<>();

    /**
     * One object.
     *
     * @param written the fields that the fleet names
     * @param whole all fields, with every default, without passwords
     */
    record Wanted(JsonNode written, JsonNode whole) {}

    private WantedObjects() {}

    static WantedObjects of(FleetInput fleet) {
        WantedObjects wanted = new WantedObjects();
        Map<Resource.Name, JsonNode> written = written(fleet.document());
        for (TenantDraft draft : fleet.drafts()) {
            String tenant = draft.tenant().id();
            wanted.add(new Resource.Name(Resource.TENANT, null, tenant), TenantDocument.of(draft.tenant()), written);
            draft.instances()
                    .forEach(one -> wanted.add(
                            new Resource.Name(
                                    Resource.INSTANCE, tenant, one.instance().id()),
                            InstanceDocument.of(one.instance()),
                            written));
            draft.groups()
                    .forEach(group -> wanted.add(
                            new Resource.Name(Resource.GROUP, tenant, group.id()), GroupDocument.of(group), written));
        }
        return wanted;
    }

    private void add(Resource.Name name, Object document, Map<Resource.Name, JsonNode> written) {
        objects.put(name, new Wanted(written.get(name), Mappers.JSON.valueToTree(document)));
    }

    private static Map<Resource.Name, JsonNode> written(JsonNode fleet) {
        Map<Resource.Name, JsonNode> written = new HashMap<>();
        for (JsonNode tenant : fleet.path("tenants")) {
            String id = tenant.path("id").asText();
            ObjectNode alone = ((ObjectNode) tenant.deepCopy()).without(List.of("instances", "groups"));
            written.put(new Resource.Name(Resource.TENANT, null, id), alone);
            tenant.path("instances")
                    .forEach(one -> written.put(
                            new Resource.Name(
                                    Resource.INSTANCE, id, one.path("id").asText()),
                            one));
            tenant.path("groups")
                    .forEach(one -> written.put(
                            new Resource.Name(Resource.GROUP, id, one.path("id").asText()), one));
        }
        return written;
    }

    Wanted of(Resource.Name name) {
        return objects.get(name);
    }
}

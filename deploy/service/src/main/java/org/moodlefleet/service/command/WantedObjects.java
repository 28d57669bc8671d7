package org.moodlefleet.service.command;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.moodlefleet.registry.fleet.GroupDocument;
import org.moodlefleet.registry.fleet.InstanceDocument;
import org.moodlefleet.registry.fleet.TenantDocument;
import org.moodlefleet.registry.fleet.TenantDraft;

/** What fleet files say of each object, in the registry's own words: all defaults written out, without passwords. */
final class WantedObjects {

    private final Map<Resource.Name, Object> documents = new HashMap<>();

    private WantedObjects() {}

    static WantedObjects of(List<TenantDraft> drafts) {
        WantedObjects wanted = new WantedObjects();
        drafts.forEach(wanted::add);
        return wanted;
    }

    private void add(TenantDraft draft) {
        String tenant = draft.tenant().id();
        documents.put(new Resource.Name(Resource.TENANT, null, tenant), TenantDocument.of(draft.tenant()));
        draft.instances()
                .forEach(one -> documents.put(
                        new Resource.Name(
                                Resource.INSTANCE, tenant, one.instance().id()),
                        InstanceDocument.of(one.instance())));
        draft.groups()
                .forEach(group ->
                        documents.put(new Resource.Name(Resource.GROUP, tenant, group.id()), GroupDocument.of(group)));
    }

    /** Values by field. */
    Map<String, String> fields(Resource.Name name) {
        return Answers.flat(Answers.JSON.valueToTree(documents.get(name)));
    }
}

package org.moodlefleet.registry.fleet;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.moodlefleet.registry.model.Choice;
import org.moodlefleet.registry.model.Language;
import org.moodlefleet.registry.model.Tenant;

/**
 * A tenant as it is written; null means that the key is left out.
 *
 * @param language en (default) or fr
 * @param instances written with the tenant in one step
 * @param groups written with the tenant in one step
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TenantDocument(
        String id, String name, String language, List<InstanceDocument> instances, List<GroupDocument> groups) {

    /** The tenant alone, without its instances and groups. */
    public static TenantDocument of(Tenant tenant) {
        return new TenantDocument(tenant.id(), tenant.name(), Choice.word(tenant.language()), null, null);
    }

    public TenantDocument withId(String newId) {
        return new TenantDocument(newId, name, language, instances, groups);
    }

    Tenant tenant() {
        Language chosen = Choice.of(Language.class, "language", language == null ? "en" : language);
        return new Tenant(id, name, chosen, 0);
    }
}

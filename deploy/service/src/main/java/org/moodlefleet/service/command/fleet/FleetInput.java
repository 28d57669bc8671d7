package org.moodlefleet.service.command.fleet;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.moodlefleet.document.Violation;
import org.moodlefleet.registry.fleet.TenantDraft;

/** A whole fleet as somebody wrote it down. */
interface FleetInput {

    /** As one document for the service. */
    JsonNode document();

    /** Valid tenants with all that they have. */
    List<TenantDraft> drafts();

    /** What lies beside its files and was not read. */
    List<String> unread();

    /**
     * A line for each violation, by the place where the writer finds it.
     *
     * @param violations of the one document
     */
    List<String> located(List<Violation> violations);
}

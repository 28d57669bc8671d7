package org.moodlefleet.configapi.endpoint;

import static org.moodlefleet.configapi.problem.ApiMessage.FOLLOW_NEXT_LINK;
import static org.moodlefleet.configapi.problem.ApiMessage.IS_NONE_OF_OURS;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import org.moodlefleet.configapi.contract.Route;
import org.moodlefleet.configapi.http.Answer;
import org.moodlefleet.configapi.http.ApiRequest;
import org.moodlefleet.configapi.http.Endpoint;
import org.moodlefleet.configapi.http.Page;
import org.moodlefleet.configapi.problem.ProblemException;
import org.moodlefleet.model.access.AuditEntry;
import org.moodlefleet.model.access.Role;
import org.moodlefleet.registry.Registry;

/** Who has changed what. */
public final class AuditEndpoints {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Registry registry;

    public AuditEndpoints(Registry registry) {
        this.registry = registry;
    }

    public List<Endpoint> table() {
        return List.of(new Endpoint(Route.LIST_AUDIT, this::list));
    }

    /** @param id of the object */
    record AuditRecord(
            Instant at,
            String caller,
            Role role,
            String action,
            String type,
            String tenant,
            String id,
            JsonNode before,
            JsonNode after) {}

    private Future<Answer> list(ApiRequest request) {
        Page page = request.page();
        String tenant = request.ownTenant("tenant");
        boolean whole = !request.caller().role().ofTenant();
        return place(page)
                .read(registry, tenant, page.probe())
                .map(found -> page.answer(
                        request.path(),
                        Page.filter("tenant", request.parameter("tenant")),
                        found,
                        entry -> entry.revision() + "/" + entry.position(),
                        entry -> document(entry, whole)));
    }

    private record Place(long revision, int position) {
        Future<List<AuditEntry>> read(Registry registry, String tenant, int limit) {
            return registry.audit(tenant, revision, position, limit);
        }
    }

    private static Place place(Page page) {
        if (page.after().isEmpty()) {
            return new Place(Long.MAX_VALUE, 0);
        }
        try {
            String[] parts = page.after().split("/", 2);
            return new Place(Long.parseLong(parts[0]), Integer.parseInt(parts[1]));
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
            throw ProblemException.badParameter("cursor", IS_NONE_OF_OURS, FOLLOW_NEXT_LINK);
        }
    }

    private static AuditRecord document(AuditEntry entry, boolean whole) {
        return new AuditRecord(
                entry.at(),
                entry.caller(),
                entry.role(),
                entry.action(),
                entry.type(),
                entry.tenant(),
                entry.id(),
                json(entry.before(), whole),
                json(entry.after(), whole));
    }

    private static JsonNode json(String written, boolean whole) {
        try {
            JsonNode read = written == null ? null : JSON.readTree(written);
            return whole || read == null ? read : ((ObjectNode) read).without("database");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the audit log holds what is no JSON", e);
        }
    }
}

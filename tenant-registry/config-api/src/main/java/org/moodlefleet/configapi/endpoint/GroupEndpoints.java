package org.moodlefleet.configapi.endpoint;

import io.vertx.core.Future;
import java.util.List;
import java.util.function.UnaryOperator;
import org.moodlefleet.configapi.contract.Route;
import org.moodlefleet.configapi.http.Answer;
import org.moodlefleet.configapi.http.ApiRequest;
import org.moodlefleet.configapi.http.Endpoint;
import org.moodlefleet.configapi.http.Page;
import org.moodlefleet.model.Group;
import org.moodlefleet.registry.Precondition;
import org.moodlefleet.registry.Registry;
import org.moodlefleet.registry.Written;
import org.moodlefleet.registry.fleet.Drafting;
import org.moodlefleet.registry.fleet.GroupDocument;

/** A tenant's groups of instances. */
public final class GroupEndpoints {

    private final Registry registry;
    private final WriteHandler writes;

    public GroupEndpoints(Registry registry, WriteHandler writes) {
        this.registry = registry;
        this.writes = writes;
    }

    public List<Endpoint> table() {
        return List.of(
                new Endpoint(Route.LIST_GROUPS, this::list),
                new Endpoint(Route.CREATE_GROUP, this::create),
                new Endpoint(Route.GET_GROUP, this::get),
                new Endpoint(Route.PUT_GROUP, this::put),
                new Endpoint(Route.DELETE_GROUP, this::delete));
    }

    private Future<Answer> list(ApiRequest request) {
        Page page = request.page();
        return registry.groupsOf(request.tenant(), page.after(), page.probe())
                .map(found -> page.answer(request.path(), found, Group::id, GroupDocument::of));
    }

    private Future<Answer> create(ApiRequest request) {
        return write(request, UnaryOperator.identity(), Precondition.ABSENT);
    }

    private Future<Answer> get(ApiRequest request) {
        return registry.group(request.tenant(), request.group())
                .map(group -> Answer.ok(GroupDocument.of(group)).version(group.version()));
    }

    private Future<Answer> put(ApiRequest request) {
        String id = request.group();
        return write(
                request, document -> document.withId(ApiRequest.sameId(id, document.id())), request.precondition());
    }

    private Future<Answer> delete(ApiRequest request) {
        Precondition precondition = request.removalPrecondition();
        return writes.carryOut(
                request,
                transaction -> transaction.removeGroup(request.tenant(), request.group(), precondition),
                done -> Answer.noContent());
    }

    private Future<Answer> write(ApiRequest request, UnaryOperator<GroupDocument> named, Precondition precondition) {
        String tenant = request.tenant();
        return registry.tenant(tenant)
                .compose(owner ->
                        request.body(GroupDocument.class, document -> Drafting.group(tenant, named.apply(document))))
                .compose(draft -> writes.carryOut(
                        request, transaction -> transaction.put(draft, precondition), GroupEndpoints::answer));
    }

    private static Answer answer(Written<Group> written) {
        Group group = written.value();
        GroupDocument document = GroupDocument.of(group);
        String location = Route.ROOT + "/tenants/" + group.tenant() + "/groups/" + group.id();
        Answer answer = written.created() ? Answer.created(location, document) : Answer.ok(document);
        return answer.version(group.version());
    }
}

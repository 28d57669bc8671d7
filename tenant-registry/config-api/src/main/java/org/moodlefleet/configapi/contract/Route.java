package org.moodlefleet.configapi.contract;

import static io.vertx.core.http.HttpMethod.DELETE;
import static io.vertx.core.http.HttpMethod.GET;
import static io.vertx.core.http.HttpMethod.POST;
import static io.vertx.core.http.HttpMethod.PUT;
import static org.moodlefleet.configapi.contract.Route.Scope.ALL_TENANTS;
import static org.moodlefleet.configapi.contract.Route.Scope.ANSWER;
import static org.moodlefleet.configapi.contract.Route.Scope.BODY;
import static org.moodlefleet.configapi.contract.Route.Scope.PATH;
import static org.moodlefleet.configapi.problem.ApiMessage.ROLE_TOO_LOW;
import static org.moodlefleet.registry.message.RegistryMessage.TENANT;

import io.vertx.core.http.HttpMethod;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.moodlefleet.configapi.problem.ProblemException;
import org.moodlefleet.model.access.Caller;
import org.moodlefleet.model.access.Role;
import org.moodlefleet.registry.RefusedException;

/**
 * The routes of the API, each declared once: method, path, query parameters, whose data it is about, and which roles may
 * call it. Routing, access, the reference for people and the tests follow this table; the OpenAPI document is compared
 * with it.
 */
public enum Route {
    LIST_TENANTS(GET, "/tenants", ANSWER, Callers.EVERYBODY, "limit", "cursor"),
    CREATE_TENANT(POST, "/tenants", BODY, Callers.PROVISIONERS, "check", "dryRun"),
    GET_TENANT(GET, "/tenants/:tenant", PATH, Callers.EVERYBODY),
    PUT_TENANT(PUT, "/tenants/:tenant", PATH, Callers.PROVISIONERS, "check", "dryRun"),
    DELETE_TENANT(DELETE, "/tenants/:tenant", PATH, Callers.OPERATORS, "cascade", "dryRun"),
    NEW_PASSWORD(POST, "/tenants/:tenant/users/:login/password", PATH, Callers.ADMINISTRATORS),
    LIST_INSTANCES(GET, "/tenants/:tenant/instances", PATH, Callers.EVERYBODY, "limit", "cursor", "tag", "state"),
    CREATE_INSTANCE(POST, "/tenants/:tenant/instances", PATH, Callers.PROVISIONERS, "check", "dryRun"),
    GET_INSTANCE(GET, "/tenants/:tenant/instances/:instance", PATH, Callers.EVERYBODY),
    PUT_INSTANCE(PUT, "/tenants/:tenant/instances/:instance", PATH, Callers.PROVISIONERS, "check", "dryRun"),
    DELETE_INSTANCE(DELETE, "/tenants/:tenant/instances/:instance", PATH, Callers.PROVISIONERS, "dryRun"),
    GET_INSTANCE_STATUS(GET, "/tenants/:tenant/instances/:instance/status", PATH, Callers.READERS),
    LIST_STATUS(GET, "/status", ANSWER, Callers.READERS, "limit", "cursor", "tenant", "tag", "state"),
    CHECK_INSTANCE(POST, "/tenants/:tenant/instances/:instance/check", PATH, Callers.PROVISIONERS),
    RUN_INSTANCE(POST, "/tenants/:tenant/instances/:instance/run", PATH, Callers.OPERATORS, "rate", "at", "print"),
    LIST_GROUPS(GET, "/tenants/:tenant/groups", PATH, Callers.EVERYBODY, "limit", "cursor"),
    CREATE_GROUP(POST, "/tenants/:tenant/groups", PATH, Callers.GROUP_EDITORS, "dryRun"),
    GET_GROUP(GET, "/tenants/:tenant/groups/:group", PATH, Callers.EVERYBODY),
    PUT_GROUP(PUT, "/tenants/:tenant/groups/:group", PATH, Callers.GROUP_EDITORS, "dryRun"),
    DELETE_GROUP(DELETE, "/tenants/:tenant/groups/:group", PATH, Callers.GROUP_EDITORS, "dryRun"),
    APPLY_FLEET(POST, "/fleet", ALL_TENANTS, Callers.OPERATORS, "prune", "dryRun", "check"),
    GET_ZABBIX_PLAN(GET, "/zabbix/plan", ALL_TENANTS, Callers.OPERATORS, "server", "adopt"),
    APPLY_ZABBIX_PLAN(POST, "/zabbix/apply", ALL_TENANTS, Callers.OPERATORS, "server"),
    GET_OUTBOX(GET, "/outbox", ANSWER, Callers.READERS),
    LIST_REJECTIONS(GET, "/outbox/rejections", ANSWER, Callers.READERS, "tenant", "cause", "limit", "cursor"),
    RETRY_REJECTIONS(POST, "/outbox/retry", ANSWER, Callers.ADMINISTRATORS, "tenant", "cause"),
    LIST_TOKENS(GET, "/tokens", ANSWER, Callers.ADMINISTRATORS, "limit", "cursor"),
    CREATE_TOKEN(POST, "/tokens", BODY, Callers.ADMINISTRATORS),
    GET_TOKEN(GET, "/tokens/:token", ANSWER, Callers.ADMINISTRATORS),
    REVOKE_TOKEN(DELETE, "/tokens/:token", ANSWER, Callers.ADMINISTRATORS),
    LIST_AUDIT(GET, "/audit", ANSWER, Callers.ADMINISTRATORS, "tenant", "limit", "cursor"),
    GET_OPERATION(GET, "/operations/:operation", ANSWER, Callers.EVERYBODY);

    /** Where the API's paths begin. */
    public static final String ROOT = "/api/v1";

    /** Routes that may take long: they look at Moodles, or change many objects, here or in Zabbix. */
    private static final Set<Route> LONG = Collections.unmodifiableSet(EnumSet.of(
            CREATE_TENANT,
            PUT_TENANT,
            CREATE_INSTANCE,
            PUT_INSTANCE,
            CHECK_INSTANCE,
            RUN_INSTANCE,
            APPLY_FLEET,
            APPLY_ZABBIX_PLAN,
            RETRY_REJECTIONS));

    /** Where it is seen whose tenant a request is about. */
    public enum Scope {
        /** The address names the tenant; another than the caller's own does not exist. */
        PATH,
        /** The document names it; the transaction knows no other than the caller's own. */
        BODY,
        /** The answer holds only what is the caller's own. */
        ANSWER,
        /** It concerns all tenants: a caller of one is refused. */
        ALL_TENANTS
    }

    /** The roles that may call a route. */
    private static final class Callers {
        private static final Set<Role> EVERYBODY = Collections.unmodifiableSet(
                EnumSet.of(Role.OPERATOR, Role.TENANT_ADMINISTRATOR, Role.TENANT_VIEWER, Role.PROVISIONING));
        private static final Set<Role> PROVISIONERS =
                Collections.unmodifiableSet(EnumSet.of(Role.OPERATOR, Role.PROVISIONING));
        private static final Set<Role> OPERATORS = Collections.unmodifiableSet(EnumSet.of(Role.OPERATOR));
        private static final Set<Role> ADMINISTRATORS =
                Collections.unmodifiableSet(EnumSet.of(Role.OPERATOR, Role.TENANT_ADMINISTRATOR));
        private static final Set<Role> READERS =
                Collections.unmodifiableSet(EnumSet.of(Role.OPERATOR, Role.TENANT_ADMINISTRATOR, Role.TENANT_VIEWER));
        private static final Set<Role> GROUP_EDITORS =
                Collections.unmodifiableSet(EnumSet.of(Role.OPERATOR, Role.TENANT_ADMINISTRATOR, Role.PROVISIONING));

        private Callers() {}
    }

    private final HttpMethod method;
    private final String path;
    private final Scope scope;
    private final Set<Role> roles;
    private final Set<String> parameters;

    Route(HttpMethod method, String path, Scope scope, Set<Role> roles, String... parameters) {
        this.method = method;
        this.path = path;
        this.scope = scope;
        this.roles = roles;
        this.parameters = Set.of(parameters);
    }

    /** The route of an operation of the contract. */
    static Optional<Route> of(String operation) {
        return Stream.of(values())
                .filter(route -> route.operation().equals(operation))
                .findFirst();
    }

    /** The contract's operationId, such as {@code putTenant}. */
    public String operation() {
        String words = Stream.of(name().split("_"))
                .map(word -> word.charAt(0) + word.substring(1).toLowerCase(Locale.ROOT))
                .collect(Collectors.joining());
        return Character.toLowerCase(words.charAt(0)) + words.substring(1);
    }

    public HttpMethod method() {
        return method;
    }

    /** Below {@link #ROOT}, with parameters as {@code :name}. */
    public String path() {
        return path;
    }

    /** Names of the query parameters that it knows; others are refused. */
    public Set<String> parameters() {
        return parameters;
    }

    /** Whether a caller may ask to be answered before the work is done. */
    public boolean isLong() {
        return LONG.contains(this);
    }

    Scope scope() {
        return scope;
    }

    Set<Role> roles() {
        return roles;
    }

    /**
     * @param tenant of the address, null when it names none
     * @throws ProblemException when the caller's role does not do this
     * @throws RefusedException when the tenant does not exist for the caller
     */
    public void requireOpenTo(Caller caller, String tenant) {
        if (!roles.contains(caller.role()) || scope == ALL_TENANTS && caller.scoped()) {
            throw new ProblemException(403, ROLE_TOO_LOW);
        }
        if (scope == PATH && !caller.sees(tenant)) {
            throw RefusedException.notFound(TENANT.with(tenant));
        }
    }
}

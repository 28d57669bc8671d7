package org.moodlefleet.configapi.contract;

import static org.moodlefleet.configapi.contract.AccessRules.Scope.ALL_TENANTS;
import static org.moodlefleet.configapi.contract.AccessRules.Scope.ANSWER;
import static org.moodlefleet.configapi.contract.AccessRules.Scope.BODY;
import static org.moodlefleet.configapi.contract.AccessRules.Scope.PATH;
import static org.moodlefleet.model.access.Role.OPERATOR;
import static org.moodlefleet.model.access.Role.PROVISIONING;
import static org.moodlefleet.model.access.Role.TENANT_ADMINISTRATOR;
import static org.moodlefleet.model.access.Role.TENANT_VIEWER;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.moodlefleet.configapi.http.Endpoint;
import org.moodlefleet.configapi.problem.ProblemException;
import org.moodlefleet.model.access.Caller;
import org.moodlefleet.model.access.Role;
import org.moodlefleet.registry.RefusedException;

/** Who may do what: the one table. An operation that is not in it is not served. */
public final class AccessRules {

    /** Where it is seen whose tenant a request is about. */
    enum Scope {
        /** The address names the tenant; another than the caller's own does not exist. */
        PATH,
        /** The document names it; the transaction knows no other than the caller's own. */
        BODY,
        /** The answer holds only what is the caller's own. */
        ANSWER,
        /** It concerns all tenants: a caller of one is refused. */
        ALL_TENANTS
    }

    /** One line of the table. */
    record Rule(String operation, Scope scope, Set<Role> roles) {}

    private static final Map<String, Rule> TABLE = table(
            rule("listTenants", ANSWER, OPERATOR, TENANT_ADMINISTRATOR, TENANT_VIEWER, PROVISIONING),
            rule("createTenant", BODY, OPERATOR, PROVISIONING),
            rule("getTenant", PATH, OPERATOR, TENANT_ADMINISTRATOR, TENANT_VIEWER, PROVISIONING),
            rule("putTenant", PATH, OPERATOR, PROVISIONING),
            rule("deleteTenant", PATH, OPERATOR),
            rule("newPassword", PATH, OPERATOR, TENANT_ADMINISTRATOR),
            rule("listInstances", PATH, OPERATOR, TENANT_ADMINISTRATOR, TENANT_VIEWER, PROVISIONING),
            rule("createInstance", PATH, OPERATOR, PROVISIONING),
            rule("getInstance", PATH, OPERATOR, TENANT_ADMINISTRATOR, TENANT_VIEWER, PROVISIONING),
            rule("putInstance", PATH, OPERATOR, PROVISIONING),
            rule("deleteInstance", PATH, OPERATOR, PROVISIONING),
            rule("getInstanceStatus", PATH, OPERATOR, TENANT_ADMINISTRATOR, TENANT_VIEWER),
            rule("checkInstance", PATH, OPERATOR, PROVISIONING),
            rule("runInstance", PATH, OPERATOR),
            rule("listGroups", PATH, OPERATOR, TENANT_ADMINISTRATOR, TENANT_VIEWER, PROVISIONING),
            rule("createGroup", PATH, OPERATOR, TENANT_ADMINISTRATOR, PROVISIONING),
            rule("getGroup", PATH, OPERATOR, TENANT_ADMINISTRATOR, TENANT_VIEWER, PROVISIONING),
            rule("putGroup", PATH, OPERATOR, TENANT_ADMINISTRATOR, PROVISIONING),
            rule("deleteGroup", PATH, OPERATOR, TENANT_ADMINISTRATOR, PROVISIONING),
            rule("applyFleet", ALL_TENANTS, OPERATOR),
            rule("listStatus", ANSWER, OPERATOR, TENANT_ADMINISTRATOR, TENANT_VIEWER),
            rule("getOutbox", ANSWER, OPERATOR, TENANT_ADMINISTRATOR, TENANT_VIEWER),
            rule("listRejections", ANSWER, OPERATOR, TENANT_ADMINISTRATOR, TENANT_VIEWER),
            rule("retryRejections", ANSWER, OPERATOR, TENANT_ADMINISTRATOR),
            rule("getZabbixPlan", ALL_TENANTS, OPERATOR),
            rule("applyZabbixPlan", ALL_TENANTS, OPERATOR),
            rule("listTokens", ANSWER, OPERATOR, TENANT_ADMINISTRATOR),
            rule("createToken", BODY, OPERATOR, TENANT_ADMINISTRATOR),
            rule("getToken", ANSWER, OPERATOR, TENANT_ADMINISTRATOR),
            rule("revokeToken", ANSWER, OPERATOR, TENANT_ADMINISTRATOR),
            rule("listAudit", ANSWER, OPERATOR, TENANT_ADMINISTRATOR),
            rule("getOperation", ANSWER, OPERATOR, TENANT_ADMINISTRATOR, TENANT_VIEWER, PROVISIONING));

    private AccessRules() {}

    public static Map<String, Rule> table() {
        return TABLE;
    }

    /** @throws IllegalStateException when an operation has no rule, or a rule no operation */
    public static void requireComplete(List<Endpoint> endpoints) {
        Set<String> routed = endpoints.stream().map(Endpoint::operation).collect(Collectors.toCollection(TreeSet::new));
        if (!routed.equals(new TreeSet<>(TABLE.keySet()))) {
            throw new IllegalStateException(
                    "the access rules " + new TreeSet<>(TABLE.keySet()) + " are not those of the routes " + routed);
        }
    }

    /**
     * @param tenant of the address, null when it names none
     * @throws ProblemException when the caller's role does not do this
     * @throws RefusedException when the tenant does not exist for the caller
     */
    public static void check(Caller caller, String operation, String tenant) {
        Rule rule = TABLE.get(operation);
        if (!rule.roles().contains(caller.role()) || rule.scope() == ALL_TENANTS && caller.scoped()) {
            throw new ProblemException(403, "The role of this token does not open this operation");
        }
        if (rule.scope() == PATH && !caller.sees(tenant)) {
            throw RefusedException.notFound("tenant " + tenant);
        }
    }

    private static Rule rule(String operation, Scope scope, Role... roles) {
        return new Rule(operation, scope, EnumSet.copyOf(List.of(roles)));
    }

    private static Map<String, Rule> table(Rule... rules) {
        return Stream.of(rules).collect(Collectors.toUnmodifiableMap(Rule::operation, Function.identity()));
    }
}

package org.moodlefleet.configapi.endpoint;

import static org.moodlefleet.configapi.problem.ApiMessage.ACCOUNT_NOT_IN_ZABBIX;
import static org.moodlefleet.configapi.problem.ApiMessage.USER;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.vertx.core.Future;
import java.util.List;
import org.moodlefleet.configapi.contract.Route;
import org.moodlefleet.configapi.http.Answer;
import org.moodlefleet.configapi.http.ApiRequest;
import org.moodlefleet.configapi.http.Endpoint;
import org.moodlefleet.configapi.port.ZabbixAccounts;
import org.moodlefleet.configapi.problem.ProblemException;
import org.moodlefleet.model.Tenant;
import org.moodlefleet.registry.RefusedException;
import org.moodlefleet.registry.Registry;

/** Passwords of a tenant's users in Zabbix. */
public final class UserEndpoints {

    private final Registry registry;
    private final ZabbixAccounts accounts;

    public UserEndpoints(Registry registry, ZabbixAccounts accounts) {
        this.registry = registry;
        this.accounts = accounts;
    }

    public List<Endpoint> table() {
        return List.of(new Endpoint(Route.NEW_PASSWORD, this::newPassword));
    }

    /** @param password shown in this answer and never again */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record PasswordDocument(String login, String password) {
        @Override
        public String toString() {
            return "PasswordDocument[" + login + "]";
        }
    }

    /** Who asked stands in the audit log before there is anything to be shown. */
    private Future<Answer> newPassword(ApiRequest request) {
        String login = request.login();
        return registry.tenant(request.tenant())
                .compose(tenant -> {
                    requireUser(tenant, login);
                    return registry.change(
                                    request.caller(), transaction -> transaction.notePassword(tenant.id(), login))
                            .compose(noted -> accounts.newPassword(tenant, login));
                })
                .recover(ZabbixEndpoints::refuse)
                .map(made -> made.orElseThrow(() -> new ProblemException(424, ACCOUNT_NOT_IN_ZABBIX)))
                .map(made -> Answer.ok(new PasswordDocument(login, made), new PasswordDocument(login, null)));
    }

    private static void requireUser(Tenant tenant, String login) {
        if (tenant.users().stream().noneMatch(user -> user.login().equals(login))) {
            throw RefusedException.notFound(USER.with(login, tenant.id()));
        }
    }
}

package org.moodlefleet.configapi.endpoint;

import static org.moodlefleet.configapi.problem.ApiMessage.IS_AFTER_END_OF_ASKING_TOKEN;
import static org.moodlefleet.configapi.problem.ApiMessage.IS_NO_COMING_INSTANT;
import static org.moodlefleet.configapi.problem.ApiMessage.TOKENS_OF_ROLE_ARE_OPERATORS;
import static org.moodlefleet.configapi.problem.ApiMessage.TOKENS_OF_TENANT_ONLY;
import static org.moodlefleet.configapi.problem.ApiMessage.WRITE_AN_INSTANT_UP_TO;
import static org.moodlefleet.configapi.problem.ApiMessage.WRITE_A_COMING_INSTANT;
import static org.moodlefleet.registry.message.RegistryMessage.TOKEN;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Function;
import org.moodlefleet.configapi.contract.Route;
import org.moodlefleet.configapi.http.Answer;
import org.moodlefleet.configapi.http.ApiRequest;
import org.moodlefleet.configapi.http.Endpoint;
import org.moodlefleet.configapi.http.Page;
import org.moodlefleet.configapi.problem.ProblemException;
import org.moodlefleet.document.InvalidValueException;
import org.moodlefleet.document.Message;
import org.moodlefleet.model.Choice;
import org.moodlefleet.model.access.AccessToken;
import org.moodlefleet.model.access.Caller;
import org.moodlefleet.model.access.Role;
import org.moodlefleet.model.access.TokenSecret;
import org.moodlefleet.registry.RefusedException;
import org.moodlefleet.registry.Registry;

/** Tokens of the API itself. */
public final class TokenEndpoints {

    private static final Duration USUAL_LIFE = Duration.ofDays(90);
    private static final Duration LONGEST_LIFE = Duration.ofDays(3660);

    private final Registry registry;

    public TokenEndpoints(Registry registry) {
        this.registry = registry;
    }

    public List<Endpoint> table() {
        return List.of(
                new Endpoint(Route.LIST_TOKENS, this::list),
                new Endpoint(Route.CREATE_TOKEN, this::create),
                new Endpoint(Route.GET_TOKEN, this::get),
                new Endpoint(Route.REVOKE_TOKEN, this::revoke));
    }

    /**
     * A token as a client orders it.
     *
     * @param tenant null: all tenants
     * @param expires null: in 90 days, or with the token that it is ordered with
     */
    record TokenOrder(String name, String role, String tenant, String expires) {

        /** @param last instant at which it may expire, null for any */
        AccessToken token(String id, Instant now, Instant last) {
            Role chosen = Choice.of(Role.class, "role", role);
            Instant usual = now.plus(USUAL_LIFE);
            Instant end = expires == null ? last != null && last.isBefore(usual) ? last : usual : written(now);
            if (last != null && end.isAfter(last)) {
                throw new InvalidValueException(
                        "expires", IS_AFTER_END_OF_ASKING_TOKEN, WRITE_AN_INSTANT_UP_TO.with(last));
            }
            return new AccessToken(id, name, chosen, tenant, now, end.truncatedTo(ChronoUnit.SECONDS), null);
        }

        private Instant written(Instant now) {
            try {
                Instant end = Instant.parse(expires);
                if (end.isAfter(now) && end.isBefore(now.plus(LONGEST_LIFE))) {
                    return end;
                }
            } catch (DateTimeParseException e) {
                // answered below
            }
            Message hint = WRITE_A_COMING_INSTANT;
            throw new InvalidValueException("expires", IS_NO_COMING_INSTANT, hint);
        }
    }

    /** @param token the token itself, shown in the answer to its creation and never again */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record TokenDocument(
            String id,
            String name,
            Role role,
            String tenant,
            Instant created,
            Instant expires,
            Instant lastUsed,
            String token) {

        static TokenDocument of(AccessToken token) {
            return of(token, null);
        }

        static TokenDocument of(AccessToken token, String secret) {
            return new TokenDocument(
                    token.id(),
                    token.name(),
                    token.role(),
                    token.tenant(),
                    token.created(),
                    token.expires(),
                    token.lastUsed(),
                    secret);
        }

        @Override
        public String toString() {
            return "TokenDocument[" + id + "]";
        }
    }

    private Future<Answer> list(ApiRequest request) {
        Page page = request.page();
        return registry.tokens(request.caller().tenant(), page.after(), page.probe())
                .map(found -> page.answer(request.path(), found, AccessToken::id, TokenDocument::of));
    }

    private Future<Answer> create(ApiRequest request) {
        return request.body(TokenOrder.class, Function.identity()).compose(order -> create(request, order));
    }

    private Future<Answer> create(ApiRequest request, TokenOrder order) {
        TokenSecret secret = TokenSecret.random();
        AccessToken token;
        try {
            Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
            token = order.token(secret.id(), now, request.grant().until());
        } catch (InvalidValueException e) {
            throw RefusedException.invalid(List.of(e.violation()));
        }
        requireMayGive(request.caller(), token);
        String parent = request.grant().token();
        return registry.change(request.caller(), transaction -> transaction.addToken(token, secret.digest(), parent))
                .map(added -> Answer.created(
                        Route.ROOT + "/tokens/" + added.id(),
                        TokenDocument.of(added, secret.text()),
                        TokenDocument.of(added)));
    }

    private Future<Answer> get(ApiRequest request) {
        return own(request).map(token -> Answer.ok(TokenDocument.of(token)));
    }

    private Future<Answer> revoke(ApiRequest request) {
        return own(request)
                .compose(token -> {
                    requireMayGive(request.caller(), token);
                    return registry.change(request.caller(), transaction -> transaction.removeToken(token));
                })
                .map(done -> Answer.noContent());
    }

    private Future<AccessToken> own(ApiRequest request) {
        String id = request.token();
        return registry.token(id).map(token -> {
            if (request.caller().scoped() && !request.caller().sees(token.tenant())) {
                throw RefusedException.notFound(TOKEN.with(id));
            }
            return token;
        });
    }

    /** Nobody gives more than they have, and a tenant's administrator not what is the operator's to give. */
    private static void requireMayGive(Caller caller, AccessToken token) {
        if (caller.role() != Role.OPERATOR && !token.role().ofTenant()) {
            throw new ProblemException(403, TOKENS_OF_ROLE_ARE_OPERATORS.with(Choice.word(token.role())));
        }
        if (caller.scoped() && !caller.tenant().equals(token.tenant())) {
            throw new ProblemException(403, TOKENS_OF_TENANT_ONLY.with(caller.tenant()));
        }
    }
}

package org.moodlefleet.configapi.http;

import static org.moodlefleet.configapi.problem.ApiMessage.DIFFERS_FROM_ADDRESS;
import static org.moodlefleet.configapi.problem.ApiMessage.IS_NOT_KNOWN_HERE;
import static org.moodlefleet.configapi.problem.ApiMessage.IS_NOT_UNDERSTOOD_HERE;
import static org.moodlefleet.configapi.problem.ApiMessage.IS_NO_INSTANT;
import static org.moodlefleet.configapi.problem.ApiMessage.IS_NO_KEY;
import static org.moodlefleet.configapi.problem.ApiMessage.LEAVE_ONE_OUT;
import static org.moodlefleet.configapi.problem.ApiMessage.SEND_IF_MATCH;
import static org.moodlefleet.configapi.problem.ApiMessage.WRITE_A_KEY;
import static org.moodlefleet.configapi.problem.ApiMessage.WRITE_A_STAR;
import static org.moodlefleet.configapi.problem.ApiMessage.WRITE_IT_LIKE_AN_INSTANT;
import static org.moodlefleet.configapi.problem.ApiMessage.WRITE_IT_OR_LEAVE_IT_OUT;
import static org.moodlefleet.configapi.problem.ApiMessage.WRITE_PARAMETER_TRUE;
import static org.moodlefleet.document.DocumentMessage.IS_NEITHER_TRUE_NOR_FALSE;
import static org.moodlefleet.document.DocumentMessage.LEAVE_IT_OUT;
import static org.moodlefleet.model.message.ModelMessage.IS_GIVEN_TWICE;
import static org.moodlefleet.registry.message.RegistryMessage.TENANT;

import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import org.moodlefleet.configapi.auth.BearerGuard;
import org.moodlefleet.configapi.limits.DocumentLane;
import org.moodlefleet.configapi.problem.AcceptedLanguage;
import org.moodlefleet.configapi.problem.Problem;
import org.moodlefleet.configapi.problem.ProblemException;
import org.moodlefleet.document.Language;
import org.moodlefleet.document.Message;
import org.moodlefleet.document.Suggestion;
import org.moodlefleet.document.Violation;
import org.moodlefleet.model.access.Caller;
import org.moodlefleet.model.access.Grant;
import org.moodlefleet.registry.Precondition;
import org.moodlefleet.registry.RefusedException;
import org.moodlefleet.registry.fleet.DocumentReading;

/** A request as the endpoints see it; what cannot be read of it is a {@link ProblemException}. */
public final class ApiRequest {

    static final String IDEMPOTENCY_KEY = "Idempotency-Key";

    private static final String BODY = "request body";

    private final RoutingContext context;
    private final DocumentLane documents;
    private Progress progress = Progress.IGNORED;

    /** @param documents where the body is read */
    public ApiRequest(RoutingContext context, DocumentLane documents) {
        this.context = context;
        this.documents = documents;
    }

    public String path() {
        return context.request().path();
    }

    public String tenant() {
        return context.pathParam("tenant");
    }

    public String instance() {
        return context.pathParam("instance");
    }

    public String group() {
        return context.pathParam("group");
    }

    public String login() {
        return context.pathParam("login");
    }

    public String operation() {
        return context.pathParam("operation");
    }

    /** Whether the caller would rather ask for the end of long work than wait for it (RFC 7240). */
    public boolean prefersNotToWait() {
        return context.request().headers().getAll("Prefer").stream()
                .flatMap(header -> Arrays.stream(header.split(",")))
                .anyMatch(
                        preference -> preference.replaceFirst(";.*", "").trim().equalsIgnoreCase("respond-async"));
    }

    public void reportTo(Progress listener) {
        progress = listener;
    }

    /** Where the work of this request says how far it is. */
    public Progress progress() {
        return progress;
    }

    /** What the caller is told of a failure. */
    public Problem problem(Throwable failure) {
        return Problems.of(context, failure);
    }

    public String token() {
        return context.pathParam("token");
    }

    public Caller caller() {
        return BearerGuard.caller(context);
    }

    /** What the caller's token gives. */
    public Grant grant() {
        return BearerGuard.grant(context);
    }

    /** For what the answer says to people. */
    public Language language() {
        return AcceptedLanguage.of(context);
    }

    /**
     * The tenant that a list is about.
     *
     * @param name of the parameter that may name it
     * @return null: all that there are
     * @throws RefusedException when it does not exist for the caller
     */
    public String ownTenant(String name) {
        String named = parameter(name);
        if (named != null && !caller().sees(named)) {
            throw RefusedException.notFound(TENANT.with(named));
        }
        return named == null ? caller().tenant() : named;
    }

    public Page page() {
        return Page.of(parameter("cursor"), parameter("limit"));
    }

    /** @return null when it is not given */
    public String parameter(String name) {
        List<String> values = context.queryParam(name);
        if (values.size() > 1) {
            throw ProblemException.badParameter(name, IS_GIVEN_TWICE, LEAVE_ONE_OUT);
        }
        return values.isEmpty() ? null : values.get(0);
    }

    public boolean flag(String name) {
        return flag(name, false);
    }

    public boolean flag(String name, boolean usual) {
        String value = parameter(name);
        if (value == null) {
            return usual;
        }
        if (value.equals("true") || value.equals("false")) {
            return value.equals("true");
        }
        throw ProblemException.badParameter(name, IS_NEITHER_TRUE_NOR_FALSE, WRITE_PARAMETER_TRUE.with(name));
    }

    /** @return null when it is not given */
    public Instant instant(String name) {
        String value = parameter(name);
        try {
            return value == null ? null : Instant.parse(value);
        } catch (DateTimeParseException e) {
            throw ProblemException.badParameter(name, IS_NO_INSTANT, WRITE_IT_LIKE_AN_INSTANT);
        }
    }

    /** @throws ProblemException when it cannot be one */
    public Optional<String> idempotencyKey() {
        String key = context.request().getHeader(IDEMPOTENCY_KEY);
        if (key != null && !key.matches("[\\x21-\\x7e]{1,255}")) {
            Message hint = WRITE_A_KEY;
            throw ProblemException.badParameter(IDEMPOTENCY_KEY, IS_NO_KEY, hint);
        }
        return Optional.ofNullable(key);
    }

    /** Equal for requests that ask for the same, in hexadecimal digits. */
    public Future<String> fingerprint(Mac mac) {
        String head = context.request().method() + " " + context.request().uri() + " " + mediaType() + "\n";
        byte[] bytes = bytes();
        return documents.run(owner(), bytes.length, () -> {
            mac.update(head.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(mac.doFinal(bytes));
        });
    }

    /**
     * Reads and checks the body away from the event loop; YAML when the request says so.
     *
     * @param check makes of the document what is worked with
     * @return fails with what is wrong with it
     */
    public <T, R> Future<R> body(Class<T> type, Function<T, R> check) {
        byte[] bytes = bytes();
        boolean yaml = mediaType().endsWith("yaml");
        return documents.run(
                owner(),
                bytes.length,
                () -> check.apply(
                        yaml ? DocumentReading.yaml(BODY, bytes, type) : DocumentReading.json(BODY, bytes, type)));
    }

    /** With whom others take turns. */
    public String owner() {
        return caller().scoped() ? "tenant " + caller().tenant() : caller().name();
    }

    /** The id of the address; a document may leave it out, and must not contradict it. */
    public static String sameId(String inAddress, String inDocument) {
        if (inDocument != null && !inDocument.equals(inAddress)) {
            Message hint = WRITE_IT_OR_LEAVE_IT_OUT.with(inAddress);
            throw RefusedException.invalid(List.of(new Violation("/id", DIFFERS_FROM_ADDRESS, hint)));
        }
        return inAddress;
    }

    /**
     * From If-Match, or If-None-Match: * where the object is to be new. A replacement needs neither: it says the whole
     * object, so whoever repeats it gets the same.
     */
    public Precondition precondition() {
        String match = context.request().getHeader("If-Match");
        String noneMatch = context.request().getHeader("If-None-Match");
        if (noneMatch == null) {
            return match == null ? Precondition.NONE : matching(match);
        }
        if (match != null || !noneMatch.trim().equals("*")) {
            Message hint = WRITE_A_STAR;
            throw ProblemException.badParameter("If-None-Match", IS_NOT_UNDERSTOOD_HERE, hint);
        }
        return Precondition.UNUSED;
    }

    /**
     * What is removed is gone: the caller says what it has seen, or that it does not mind.
     *
     * @throws ProblemException when it does not say
     */
    public Precondition removalPrecondition() {
        String match = context.request().getHeader("If-Match");
        if (match == null) {
            throw new ProblemException(428, SEND_IF_MATCH);
        }
        return matching(match);
    }

    /** An entity tag that is none of ours matches nothing. */
    private static Precondition matching(String header) {
        if (header.trim().equals("*")) {
            return Precondition.PRESENT;
        }
        Set<Long> versions = Arrays.stream(header.split(","))
                .map(String::trim)
                .filter(tag -> tag.matches("\"\\d{1,18}\""))
                .map(tag -> Long.valueOf(tag.substring(1, tag.length() - 1)))
                .collect(Collectors.toSet());
        return Precondition.versions(versions);
    }

    /** A misspelt parameter would else be a wish that is silently ignored, such as {@code dryrun}. */
    public void requireKnownParameters(Set<String> known) {
        for (String name : context.queryParams().names()) {
            if (!known.contains(name)) {
                Message hint = known.isEmpty()
                        ? LEAVE_IT_OUT
                        : Suggestion.among(name, known.stream().sorted().toList());
                throw ProblemException.badParameter(name, IS_NOT_KNOWN_HERE, hint);
            }
        }
    }

    /** Without parameters, in lower case; empty when the request does not say. */
    public String mediaType() {
        String header = context.request().getHeader("Content-Type");
        return header == null ? "" : header.replaceFirst(";.*", "").trim().toLowerCase(Locale.ROOT);
    }

    private byte[] bytes() {
        return context.body().buffer() == null
                ? new byte[0]
                : context.body().buffer().getBytes();
    }
}

package org.moodlefleet.service.fuzz;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.moodlefleet.service.fuzz.Request.Expected;

/**
 * Fuzzes a running service: no failure of its own, every answer as the contract says, nothing changed by what is refused,
 * no secret anywhere. What is found is told with the seed and as a line for curl.
 */
public final class ApiFuzz implements AutoCloseable {

    /** There is no Moodle and no Zabbix behind the service. */
    private static final Set<String> NEED_OTHERS =
            Set.of("runInstance", "getZabbixPlan", "applyZabbixPlan", "newPassword");

    private static final int ENOUGH = 15;
    /** Refused requests after which the registry is compared at the latest. */
    private static final int COMPARE_EVERY = 20;

    private static final Duration LONGEST_OPERATION = Duration.ofSeconds(30);

    private final int port;
    private final long seed;
    private final int compared;
    private final Canaries canaries;
    private final RawClient client;
    private final Callers callers;
    private final Contract contract;
    private final Samples samples;
    private final List<String> faults = new ArrayList<>();
    private final Map<String, Integer> statuses = new TreeMap<>();
    private final Set<String> succeeded = new TreeSet<>();
    private final List<Request> refusedSince = new ArrayList<>();
    private String before;
    private String auditBefore;
    private int sent;

    /**
     * @param operatorToken one whose rate of requests is not limited
     * @param compared of each hundred requests, how many the registry is compared around as a whole; the audit log is
     *     after each that was refused
     */
    public ApiFuzz(int port, String operatorToken, long seed, int compared, Canaries canaries) throws IOException {
        this.port = port;
        this.compared = compared;
        this.seed = seed;
        this.canaries = canaries;
        this.client = new RawClient(port);
        this.callers = new Callers(client, operatorToken, canaries);
        this.contract = new Contract(new JsonObject(
                callers.manage("GET", "/api/v1/openapi.json", null).text()));
        this.samples = new Samples(contract);
    }

    /** @return what was found, nothing at best; it ends early when much was */
    public List<String> run(int requests) throws IOException {
        Requests source = new Requests(contract, samples, callers, seed);
        for (int number = 0; number < requests && faults.size() < ENOUGH; number++) {
            if (number % 100 == 0) {
                furnish();
            }
            examine(source.next(number));
        }
        compare();
        return List.copyOf(faults);
    }

    /** Operations that no request has succeeded with, of those that need neither a Moodle nor a Zabbix. */
    public Set<String> untouched() {
        Set<String> all = new TreeSet<>();
        contract.operations().forEach(operation -> all.add(operation.id()));
        all.removeAll(succeeded);
        all.removeAll(NEED_OTHERS);
        return all;
    }

    /** In one line. */
    public String figures() {
        return sent + " requests with seed " + seed + ", answers by status " + statuses + ", never succeeded "
                + untouched();
    }

    /** Something to read, change and remove. */
    private void furnish() throws IOException {
        compare();
        forgetRegistry();
        for (String tenant : List.of("alpha", "beta")) {
            callers.manage("PUT", "/api/v1/tenants/" + tenant + "?check=false", "{\"name\":\"Tenant\"}");
            for (String id : List.of("a", "b")) {
                JsonObject database = new JsonObject(
                                "{'engine':'mariadb','host':'127.0.0.1','port':1,'name':'m','user':'u'}"
                                        .replace('\'', '"'))
                        .put("password", new JsonObject().put("value", Canaries.WORD + id));
                JsonObject instance = new JsonObject()
                        .put("name", "School")
                        .put("baseUrl", "https://" + id + "." + tenant + ".example")
                        .put("enabled", false)
                        .put("database", database);
                callers.manage(
                        "PUT", "/api/v1/tenants/" + tenant + "/instances/" + id + "?check=false", instance.encode());
            }
            callers.manage(
                    "PUT",
                    "/api/v1/tenants/" + tenant + "/groups/a",
                    "{\"name\":\"G\",\"members\":{\"tag\":\"lycee\"}}");
        }
    }

    private void examine(Request request) throws IOException {
        if (request.changes()) {
            prepare(request);
        }
        Optional<RawClient.Answer> answered;
        try {
            answered = client.send(request.source(), request.bytes(), request.isHead(), request.endsEarly());
        } catch (IOException e) {
            fault(request, "no HTTP answer: " + e.getMessage());
            return;
        }
        sent++;
        if (request.expected() == Expected.UNKNOWN_CALLER) {
            client.forget(request.source());
        }
        if (answered.isEmpty()) {
            if (request.expected() != Expected.NO_HTTP) {
                fault(request, "the connection ended without an answer");
            }
            return;
        }
        RawClient.Answer answer = answered.get();
        statuses.merge(String.valueOf(answer.status()), 1, Integer::sum);
        judge(request, answer);
        if (request.changes()) {
            follow(request, answer);
        }
        Callers.Caller caller = callers.find(request.source());
        if (answer.status() == 401 && caller != null) {
            compare();
            callers.renewed(caller);
            forgetRegistry();
        }
    }

    private void judge(Request request, RawClient.Answer answer) {
        if (answer.status() >= 500) {
            fault(request, "the service failed: " + answer.brief());
        }
        secret(request, answer)
                .ifPresent(form -> fault(request, "a secret in the answer, as " + form + ": " + answer.brief()));
        if (request.expected() == Expected.REFUSED && answer.status() < 400) {
            fault(request, "was not refused: " + answer.brief());
        }
        if (answer.status() == 429) {
            fault(request, "nobody asks too often here: " + answer.brief());
        }
        if (request.expected() == Expected.UNKNOWN_CALLER && answer.status() != 401) {
            fault(request, "was not answered with 401: " + answer.brief());
        }
        if (request.expected() == Expected.NO_HTTP) {
            return;
        }
        if (!"nosniff".equals(answer.header("X-Content-Type-Options"))) {
            fault(request, "without security headers: " + answer.brief());
        }
        if (request.isHead()) {
            if (answer.body().length > 0) {
                fault(request, "a body in answer to HEAD: " + answer.brief());
            }
        } else if (answer.status() >= 400) {
            judgeFailure(request, answer);
        } else if (request.operation() != null) {
            judgeSuccess(request, answer);
        }
    }

    private void judgeFailure(Request request, RawClient.Answer answer) {
        contract.faultOfProblem(answer).ifPresent(fault -> fault(request, fault + ": " + answer.brief()));
        String header = switch (answer.status()) {
            case 401 -> "WWW-Authenticate";
            case 405 -> "Allow";
            case 429, 503 -> "Retry-After";
            default -> "Content-Type";
        };
        if (answer.header(header) == null) {
            fault(request, answer.status() + " without " + header);
        }
    }

    private void judgeSuccess(Request request, RawClient.Answer answer) {
        succeeded.add(request.operation().id());
        contract.faults(request.operation(), request.target().contains("dryRun=true"), answer)
                .forEach(fault -> fault(request, fault + ": " + answer.brief()));
        if (answer.header("Location") != null) {
            samples.learn(answer.header("Location"));
        }
    }

    /** The answer that makes a token is the one place where it may stand. */
    private Optional<String> secret(Request request, RawClient.Answer answer) {
        String text = answer.whole();
        boolean minting = answer.status() == 201
                && request.operation() != null
                && request.operation().id().equals("createToken");
        if (minting) {
            String token = new JsonObject(answer.text()).getString("token", "");
            String shown = text;
            canaries.add(token);
            text = shown.replace(token, "");
        }
        return canaries.in(text);
    }

    private void follow(Request request, RawClient.Answer answer) throws IOException {
        if (answer.status() < 400) {
            if (answer.status() == 202) {
                awaitEnd(request, answer.header("Location"));
            }
            forgetRegistry();
            return;
        }
        if (before != null) {
            refusedSince.add(request);
        }
        String auditNow = audit();
        if (!auditNow.equals(auditBefore)) {
            fault(request, "was refused with " + answer.status() + " and yet is in the audit log: " + auditNow);
            auditBefore = auditNow;
        }
        if (refusedSince.size() >= COMPARE_EVERY) {
            compare();
        }
    }

    /** What it changes would else be held against the next request. */
    private void awaitEnd(Request request, String operation) throws IOException {
        long patience = System.nanoTime() + LONGEST_OPERATION.toNanos();
        JsonObject shown = operation(operation);
        while ("running".equals(shown.getString("state"))) {
            if (System.nanoTime() > patience) {
                fault(request, "is still being done: " + shown);
                return;
            }
            Thread.onSpinWait();
            shown = operation(operation);
        }
        if (shown.getInteger("status") >= 500) {
            fault(request, "the service failed: " + shown);
        }
    }

    private JsonObject operation(String address) throws IOException {
        return new JsonObject(callers.manage("GET", address, null).text());
    }

    /** Before one that may be accepted it must be known what those before it have done. */
    private void prepare(Request request) throws IOException {
        if (request.expected() != Expected.REFUSED || request.number() % 100 == compared) {
            compare();
        }
        if (request.number() % 100 >= compared) {
            before = null;
        } else if (before == null) {
            before = registry();
            auditBefore = null;
        }
        if (auditBefore == null) {
            auditBefore = audit();
        }
    }

    private void compare() throws IOException {
        if (before == null || refusedSince.isEmpty()) {
            return;
        }
        String now = registry();
        if (!now.equals(before)) {
            String what = "one of the last " + refusedSince.size() + " refused requests has changed the registry from ";
            fault(refusedSince.get(refusedSince.size() - 1), what + before + " to " + now);
        }
        before = now;
        refusedSince.clear();
    }

    private void forgetRegistry() {
        before = null;
        auditBefore = null;
        refusedSince.clear();
    }

    private String audit() throws IOException {
        return callers.manage("GET", "/api/v1/audit?limit=1", null).text();
    }

    private String registry() throws IOException {
        StringBuilder all = new StringBuilder();
        JsonArray tenants = items("/api/v1/tenants?limit=1000");
        all.append(tenants);
        for (Object tenant : tenants) {
            String address = "/api/v1/tenants/" + ((JsonObject) tenant).getString("id");
            all.append(items(address + "/instances?limit=1000")).append(items(address + "/groups?limit=1000"));
        }
        JsonArray tokens = items("/api/v1/tokens?limit=1000");
        tokens.forEach(token -> ((JsonObject) token).remove("lastUsed"));
        return all.append(tokens).toString();
    }

    private JsonArray items(String target) throws IOException {
        return new JsonObject(callers.manage("GET", target, null).text()).getJsonArray("items");
    }

    private void fault(Request request, String what) {
        String operation = request.operation() == null
                ? request.what()
                : request.operation().id() + " " + request.what();
        String told = what.length() > 1500 ? what.substring(0, 1500) + "..." : what;
        faults.add("request " + request.number() + " of seed " + seed + " (" + operation + "): " + told + "\n  "
                + request.curl(port));
    }

    @Override
    public void close() throws IOException {
        client.close();
    }
}

package org.moodlefleet.service.fuzz;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/** Who asks: every role, of all tenants and of one, each from an address of its own; and those whom nobody knows. */
final class Callers {

    private static final String MANAGER_ADDRESS = "127.0.0.1";

    private final RawClient client;
    private final String operatorToken;
    private final Canaries canaries;
    private final List<Caller> known = new ArrayList<>();
    private final List<Caller> former = new ArrayList<>();

    /** @param tenant null: all */
    record Caller(String name, String role, String tenant, String source, String token) {}

    Callers(RawClient client, String operatorToken, Canaries canaries) throws IOException {
        this.client = client;
        this.operatorToken = operatorToken;
        this.canaries = canaries;
        known.add(new Caller("operator of the configuration", "operator", null, "127.0.1.1", operatorToken));
        for (String role : List.of("operator", "provisioning", "tenant-administrator", "tenant-viewer")) {
            known.add(mint(role, null, 3600));
            if (!role.equals("operator")) {
                known.add(mint(role, "alpha", 3600));
            }
        }
        former.add(mint("operator", null, 1));
        Caller revoked = mint("operator", null, 3600);
        manage("DELETE", "/api/v1/tokens/" + revoked.token().split("_")[1], null);
        former.add(revoked);
        awaitExpiry(former.get(0));
    }

    private void awaitExpiry(Caller caller) throws IOException {
        Instant end = Instant.now().plusSeconds(10);
        while (asked("GET", "/api/v1/tenants", List.of(), null, caller).status() != 401) {
            if (Instant.now().isAfter(end)) {
                throw new IOException("a token of a second is accepted after ten");
            }
            LockSupport.parkNanos(50_000_000);
        }
    }

    /** The operator more often than others, since most doors open for it. */
    Caller any(Random random) {
        return random.nextInt(10) < 6 ? known.get(0) : Samples.pick(known, random);
    }

    Caller operator() {
        return known.get(0);
    }

    Caller unknown(Random random) {
        String source =
                "127." + (64 + random.nextInt(60)) + "." + random.nextInt(250) + "." + (1 + random.nextInt(250));
        return switch (random.nextInt(6)) {
            case 0 -> new Caller("nobody", null, null, source, null);
            case 1 -> new Caller("expired", null, null, source, former.get(0).token());
            case 2 -> new Caller("revoked", null, null, source, former.get(1).token());
            case 3 -> new Caller("guess", null, null, source, "mft_0123456789abcdef_" + "A".repeat(43));
            case 4 -> new Caller("forged", null, null, source, "eyJhbGciOiJub25lIn0.eyJyb2xlIjoib3BlcmF0b3IifQ.");
            default ->
                new Caller(
                        "garbage", null, null, source, Canaries.WORD + "-" + "%\"\\ \u00e9".repeat(random.nextInt(30)));
        };
    }

    /** A caller whose token or tenant was removed by one of the requests gets another. */
    Caller renewed(Caller caller) throws IOException {
        int place = known.indexOf(caller);
        if (caller.tenant() != null) {
            manage("PUT", "/api/v1/tenants/" + caller.tenant() + "?check=false", "{\"name\":\"Alpha\"}");
        }
        String token = mint(caller.role(), caller.tenant(), 3600).token();
        Caller now = new Caller(caller.name(), caller.role(), caller.tenant(), caller.source(), token);
        known.set(place, now);
        return now;
    }

    Caller find(String source) {
        return known.stream()
                .filter(caller -> caller.source().equals(source))
                .findFirst()
                .orElse(null);
    }

    /** Asks as the operator, from an address that no fuzzed request comes from. */
    RawClient.Answer manage(String method, String target, String body) throws IOException {
        List<Map.Entry<String, String>> headers = new ArrayList<>();
        if (body != null) {
            headers.add(Map.entry("Content-Type", "application/json"));
        }
        if (method.equals("PUT") || method.equals("DELETE")) {
            headers.add(Map.entry("If-Match", "*"));
        }
        Caller manager = new Caller("manager", "operator", null, MANAGER_ADDRESS, operatorToken);
        RawClient.Answer answer = asked(method, target, headers, body, manager);
        // what is not there yet cannot match
        return method.equals("PUT") && answer.status() == 412
                ? asked(method, target, headers.subList(0, 1), body, manager)
                : answer;
    }

    private RawClient.Answer asked(
            String method, String target, List<Map.Entry<String, String>> headers, String body, Caller caller)
            throws IOException {
        byte[] bytes = body == null ? null : body.getBytes(StandardCharsets.UTF_8);
        Request request = new Request(
                -1,
                null,
                Request.Expected.ANY,
                "",
                method,
                target,
                headers,
                bytes,
                caller.source(),
                caller.name(),
                caller.token());
        return client.send(caller.source(), request.bytes(), false, false)
                .orElseThrow(() -> new IOException("no answer"));
    }

    private Caller mint(String role, String tenant, int seconds) throws IOException {
        if (tenant != null) {
            manage("PUT", "/api/v1/tenants/" + tenant + "?check=false", "{\"name\":\"Alpha\"}");
        }
        JsonObject order = new JsonObject()
                .put("name", "fuzz " + role)
                .put("role", role)
                .put("expires", Instant.now().plusSeconds(seconds + 1L).toString());
        if (tenant != null) {
            order.put("tenant", tenant);
        }
        RawClient.Answer answer = manage("POST", "/api/v1/tokens", order.encode());
        if (answer.status() != 201) {
            throw new IOException("no token for " + role + ": " + answer.whole());
        }
        String token = new JsonObject(answer.text()).getString("token");
        canaries.add(token);
        String name = role + (tenant == null ? " of all" : " of " + tenant);
        return new Caller(name, role, tenant, "127.0.2." + (known.size() + 1), token);
    }
}

package org.moodlefleet.service.fuzz;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.UUID;
import org.moodlefleet.service.fuzz.Request.Expected;

/** Makes request after request from one seed: valid ones, ones that break one rule of the contract, and odd ones. */
final class Requests {

    private static final String ROOT = "/api/v1";
    private static final List<String> LANGUAGES =
            List.of("fr", "en", "fr-CA, en;q=0.5", "*", "de", "fr;q=2", ",,;;q=", "x".repeat(300));
    private static final List<Map.Entry<String, String>> ODD_HEADERS = List.of(
            Map.entry("If-Match", "W/\"1\""),
            Map.entry("If-Match", "\"99999999999999999999\""),
            Map.entry("If-Match", "\"0\", \"x\", ,"),
            Map.entry("If-Match", "1"),
            Map.entry("If-None-Match", "*"),
            Map.entry("If-None-Match", "\"1\""),
            Map.entry("Idempotency-Key", "k".repeat(3000)),
            Map.entry("Idempotency-Key", " "),
            Map.entry("Idempotency-Key", "\"\u00e9\""),
            Map.entry("Prefer", "respond-async, wait=0"),
            Map.entry("Prefer", ";=,\"" + Canaries.WORD + "\""),
            Map.entry("Accept", "text/html"),
            Map.entry("Accept", "application/xml;q=bad"),
            Map.entry("Accept-Encoding", "gzip, br"),
            Map.entry("Content-Encoding", "gzip"),
            Map.entry("Range", "bytes=0-1"),
            Map.entry("Origin", "https://evil.example"),
            Map.entry("Cookie", "session=" + Canaries.WORD),
            Map.entry("X-Forwarded-For", "${jndi:ldap://127.0.0.1/x}"),
            Map.entry("X-HTTP-Method-Override", "DELETE"),
            Map.entry("Authorization", "Bearer twice"),
            Map.entry("Expect", "something"));
    private static final List<String> ODD_PATHS = List.of(
            "/tenants/..%2f..%2fetc",
            "/tenants/%2e%2e/tenants",
            "/tenants/../tenants",
            "/../../etc/passwd",
            "//tenants",
            "/tenants//instances",
            "/tenants/%00",
            "/tenants/alpha%00",
            "/tenants/%zz",
            "/tenants/%",
            "/tenants/%C3%28",
            "/tenants/\u00e9",
            "/tenants/alpha/",
            "/tenants/alpha;x=y",
            "/tenants/%ED%A0%80",
            "/tenants/alpha/instances/%2F",
            "/tenants/alpha/instances/a%0d%0aX:%20y",
            "/",
            "",
            "/tenants/alpha/instances/a/status/",
            "/TENANTS",
            "/tenants/" + "x".repeat(3000),
            "/tokens/%00",
            "/tokens/..;/tokens",
            "/tenants/alpha/groups/%00",
            "/audit/../tokens",
            "/openapi.json/..",
            "/tenants/*",
            "/tenants/:tenant",
            "/tenants/{tenant}");
    private static final List<String> ODD_QUERIES = List.of(
            "limit=0",
            "limit=-1",
            "limit=1001",
            "limit=1e3",
            "limit=99999999999",
            "limit=",
            "limit=1&limit=2",
            "cursor=%00",
            "cursor=AA",
            "cursor=!!!",
            "cursor=" + "QUFB".repeat(600),
            "cursor=gICA",
            "tenant=%00",
            "tenant=",
            "tenant=\u00e9",
            "unknown=1",
            "dryrun=true",
            "password=" + Canaries.WORD,
            "dryRun=yes",
            "dryRun=",
            "check=maybe",
            "prune=1",
            "cascade=TRUE",
            "rate=yearly",
            "rate=hourly",
            "at=yesterday",
            "at=+1000000000-12-31T23:59:59.999999999Z&rate=daily",
            "at=-1000000000-01-01T00:00:00Z&rate=daily",
            "print=2",
            "cause=nothing",
            "tag=",
            "tag=%00",
            "state=%00",
            "%00=1",
            "=",
            "&&&",
            "a%ZZ=1",
            "limit=%31",
            "limit=+1");

    private final Contract contract;
    private final Samples samples;
    private final Callers callers;
    private final long seed;

    Requests(Contract contract, Samples samples, Callers callers, long seed) {
        this.contract = contract;
        this.samples = samples;
        this.callers = callers;
        this.seed = seed;
    }

    Request next(int number) throws IOException {
        // of neighbouring seeds, Random begins with nearly the same: it would aim at a few operations only
        Random random = new Random(new SplittableRandom(seed * 1_000_003L + number).nextLong());
        Contract.Operation operation = Samples.pick(contract.operations(), random);
        Draft draft = new Draft(number, operation, random);
        int kind = random.nextInt(100);
        if (kind < 33) {
            draft.caller = random.nextInt(10) < 8 ? callers.operator() : callers.any(random);
            draft.matching();
        } else if (kind < 60) {
            draft.breakBody();
        } else if (kind < 70) {
            draft.garbleBody();
        } else if (kind < 78) {
            draft.breakQuery();
        } else if (kind < 85) {
            draft.oddHeaders();
        } else if (kind < 91) {
            draft.oddAddress();
        } else if (kind < 95) {
            draft.unknownCaller();
        } else if (kind < 98) {
            draft.otherMethod();
        } else {
            draft.breakHttp();
        }
        return draft.request();
    }

    /** One request in the making; valid at first. */
    private final class Draft {

        private final int number;
        private final Random random;
        private final Map<String, String> query = new LinkedHashMap<>();
        private final List<Map.Entry<String, String>> headers = new ArrayList<>();
        private Contract.Operation operation;
        private Expected expected = Expected.ANY;
        private String what = "";
        private String method;
        private String path;
        private String rawQuery = "";
        private String media;
        private JsonObject document;
        private byte[] body;
        private Callers.Caller caller;

        Draft(int number, Contract.Operation operation, Random random) {
            this.number = number;
            this.random = random;
            this.caller = callers.any(random);
            aim(operation);
        }

        private void aim(Contract.Operation aimed) {
            operation = aimed;
            method = aimed.method();
            path = ROOT + filled(aimed);
            query.clear();
            for (JsonObject parameter : aimed.parameters("query")) {
                String name = parameter.getString("name");
                if (name.equals("check")) {
                    query.put(name, String.valueOf(random.nextInt(20) == 0));
                } else if (Boolean.TRUE.equals(parameter.getBoolean("required")) || random.nextInt(4) == 0) {
                    Object value = samples.valid(parameter.getJsonObject("schema"), name, random);
                    query.put(name, String.valueOf(value));
                }
            }
            if (!aimed.bodies().isEmpty()) {
                media = Samples.pick(aimed.bodies().keySet().stream().sorted().toList(), random);
                document = (JsonObject) samples.valid(aimed.bodies().get(media), "", random);
                alignIds();
            }
        }

        private String filled(Contract.Operation aimed) {
            String filled = aimed.path();
            String[] parts = aimed.path().split("/");
            for (int i = 0; i < parts.length; i++) {
                String part = parts[i];
                if (part.startsWith("{")) {
                    String before = parts[i - 1];
                    String value = aimed.parameters("path").stream()
                            .filter(parameter -> part.equals("{" + parameter.getString("name") + "}"))
                            .map(parameter -> samples.pathParameter(before, parameter, random))
                            .findFirst()
                            .orElse("a");
                    filled = filled.replace(part, value);
                }
            }
            return filled;
        }

        /** An id in the document is that of the address; where there is none, the document must have it. */
        private void alignIds() {
            if (operation.method().equals("PUT")) {
                document.remove("id");
            } else if (operation.id().startsWith("create") && !operation.id().equals("createToken")) {
                document.put("id", Samples.pick(List.of("a", "b", "c", "d", "alpha", "beta"), random));
            }
            each(document, object -> {
                if (object.containsKey("tenants")) {
                    List<String> free = new ArrayList<>(List.of("alpha", "beta", "gamma", "delta"));
                    object.getJsonArray("tenants").stream()
                            .filter(JsonObject.class::isInstance)
                            .map(JsonObject.class::cast)
                            .forEach(tenant -> tenant.put("id", free.remove(0)));
                }
            });
        }

        /** With what the object's ETag is now, as a client does that has read it. */
        void matching() throws IOException {
            for (JsonObject parameter : operation.parameters("header")) {
                String name = parameter.getString("name");
                boolean required = Boolean.TRUE.equals(parameter.getBoolean("required"));
                if (!required && random.nextInt(3) > 0) {
                    continue;
                }
                switch (name) {
                    case "If-Match" -> {
                        String tag = callers.manage("GET", path, null).header("ETag");
                        headers.add(Map.entry(name, tag == null ? "*" : tag));
                    }
                    case "Idempotency-Key" ->
                        headers.add(Map.entry(name, new UUID(random.nextLong(), number).toString()));
                    case "Prefer" -> headers.add(Map.entry(name, "respond-async"));
                    default -> {}
                }
            }
        }

        void breakBody() {
            if (document == null) {
                aim(withBody());
            }
            List<Breaks.Break> breaks = Breaks.of(contract, operation.bodies().get(media), document);
            Breaks.Break chosen = Samples.pick(breaks, random);
            chosen.work().run();
            what = chosen.what();
            // YAML does not tell the number 17 from the text, and takes some control characters for blanks
            boolean lenient =
                    media.endsWith("yaml") && (what.endsWith("is no string") || what.endsWith("a control character"));
            expected = lenient ? Expected.ANY : Expected.REFUSED;
        }

        private Contract.Operation withBody() {
            return Samples.pick(
                    contract.operations().stream()
                            .filter(any -> !any.bodies().isEmpty())
                            .toList(),
                    random);
        }

        void garbleBody() {
            if (document == null) {
                aim(withBody());
            }
            Garbled garbled = Garbled.of(document.encode(), media.endsWith("yaml"), random);
            body = garbled.body();
            what = garbled.what();
            expected = garbled.refused() ? Expected.REFUSED : Expected.ANY;
            if (what.equals("of another media type")) {
                media = Samples.pick(
                        List.of("text/plain", "application/xml", "multipart/form-data", "json", "*/*", ""), random);
            }
        }

        void breakQuery() {
            boolean without = operation.open();
            switch (random.nextInt(3)) {
                case 0 -> {
                    query.put("no-such-parameter", Canaries.WORD);
                    what = "an unknown parameter";
                    expected = without ? Expected.ANY : Expected.REFUSED;
                }
                case 1 -> {
                    if (query.isEmpty() || without) {
                        oddQuery();
                    } else {
                        Map.Entry<String, String> twice =
                                query.entrySet().iterator().next();
                        rawQuery = encoded(twice.getKey()) + "=" + encoded(twice.getValue()) + "&";
                        what = "a parameter twice";
                        expected = Expected.REFUSED;
                    }
                }
                default -> oddQuery();
            }
        }

        private void oddQuery() {
            query.clear();
            rawQuery = Samples.pick(ODD_QUERIES, random) + "&";
            what = "an odd query";
        }

        void oddHeaders() {
            int number = 1 + random.nextInt(3);
            for (int i = 0; i < number; i++) {
                headers.add(Samples.pick(ODD_HEADERS, random));
            }
            what = "odd headers";
        }

        void oddAddress() {
            path = random.nextInt(12) == 0
                    ? Samples.pick(List.of("/", "/api", "/api/v2/tenants"), random)
                    : ROOT + Samples.pick(ODD_PATHS, random);
            operation = null;
            what = "an odd address";
        }

        void unknownCaller() {
            caller = callers.unknown(random);
            what = "nobody's token";
            expected = operation.open() ? Expected.ANY : Expected.UNKNOWN_CALLER;
        }

        void otherMethod() {
            method = Samples.pick(
                    List.of("HEAD", "HEAD", "OPTIONS", "PATCH", "TRACE", "PROPFIND", "get", "DELETE", "PUT"), random);
            operation = null;
            what = "another method";
        }

        void breakHttp() {
            what = Samples.pick(
                    List.of(
                            "the body ends early",
                            "a body that is too large",
                            "a head that is too large",
                            "a header that is none"),
                    random);
            expected = Expected.NO_HTTP;
            switch (what) {
                case "the body ends early" -> {
                    aim(withBody());
                    body = document.encode().getBytes(StandardCharsets.UTF_8);
                }
                case "a body that is too large" -> {
                    aim(withBody());
                    if (!operation.id().equals("applyFleet")) {
                        body = new byte[(1 << 20) + 1];
                        Arrays.fill(body, (byte) ' ');
                    }
                }
                case "a head that is too large" -> headers.add(Map.entry("X-Large", "h".repeat(20_000)));
                default -> headers.add(Map.entry("no header", "\u0001\u0000"));
            }
        }

        Request request() {
            if (body == null && document != null) {
                body = encoded(document);
            }
            if (body != null && media != null && !media.isEmpty()) {
                headers.add(0, Map.entry("Content-Type", media));
            }
            headers.add(Map.entry("Accept-Language", Samples.pick(LANGUAGES, random)));
            return new Request(
                    number,
                    operation,
                    expected,
                    what,
                    method,
                    target(),
                    headers,
                    body,
                    caller.source(),
                    caller.name(),
                    caller.token());
        }

        private String target() {
            StringBuilder target = new StringBuilder(path);
            String joined = rawQuery
                    + String.join(
                            "&",
                            query.entrySet().stream()
                                    .map(entry -> encoded(entry.getKey()) + "=" + encoded(entry.getValue()))
                                    .toList());
            return joined.isEmpty()
                    ? target.toString()
                    : target.append('?').append(joined).toString();
        }
    }

    /** Half a character has no form in UTF-8, and one in JSON. */
    private static byte[] encoded(JsonObject document) {
        return document.encode().replace("\ud800", "\\ud800").getBytes(StandardCharsets.UTF_8);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static void each(JsonObject object, java.util.function.Consumer<JsonObject> work) {
        work.accept(object);
        object.forEach(entry -> {
            if (entry.getValue() instanceof JsonObject inner) {
                each(inner, work);
            } else if (entry.getValue() instanceof JsonArray array) {
                array.forEach(item -> {
                    if (item instanceof JsonObject inner) {
                        each(inner, work);
                    }
                });
            }
        });
    }
}

package org.moodlefleet.service.fuzz;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;

/** Values that a schema allows; where it cannot say all, those that mean something, by the name of the field. */
final class Samples {

    private static final List<String> TENANTS = List.of("alpha", "beta", "gamma");
    private static final List<String> IDS = List.of("a", "b", "c", "d");

    /** Of fields whose meaning no schema tells. Nothing is looked for beyond this machine. */
    private static final Map<String, List<?>> MEANT = Map.ofEntries(
            Map.entry("host", List.of("127.0.0.1", "::1")),
            Map.entry("port", List.of(1, 2, 9)),
            Map.entry("timezone", List.of("Europe/Paris", "UTC", "America/St_Johns", "+05:30")),
            Map.entry("allowedCronPeriod", List.of("30m", "1h", "2d", "PT1H", "31d")),
            Map.entry("backfill", List.of("90d", "26w", "12mo", "2y", "P12M")),
            Map.entry("ca", List.of("/nowhere/ca.pem")),
            Map.entry("env", List.of("FUZZ_DB_PASSWORD", "FUZZ_NOT_SET")),
            Map.entry("file", List.of("/nowhere/password")),
            Map.entry("vault", List.of("secret/moodle#password")),
            Map.entry(
                    "expires",
                    List.of(
                            "2027-01-31T00:00:00Z",
                            Instant.now().plusSeconds(3600).toString())),
            Map.entry("at", List.of("2026-11-20T12:00:00Z", "1970-01-01T00:00:00Z")),
            Map.entry("cursor", List.of("YWxwaGE", "")),
            Map.entry("tag", List.of("lycee", "\u00e9t\u00e9", "a b")),
            Map.entry("state", List.of("enabled", "disabled", "up", "down", "unknown")));

    private static final List<String> WORDS = List.of(
            "earlier",
            "0123456789ab",
            "a",
            "b",
            "c",
            "d",
            "alpha",
            "beta",
            "moodle",
            "mdl_",
            "m_",
            "",
            "db-1",
            "x.example",
            "M$1",
            "{$MOODLE.STORAGE.MAX}",
            "{$B_2}",
            "{$MOODLE.URL}",
            "127.0.0.1",
            "0123456789abcdef",
            "2026-01-31",
            "P1D",
            "1h",
            "https://x.example");
    private static final List<String> TEXTS = List.of(
            "x",
            "City of Lyon",
            "Lyc\u00e9e Mistral",
            "\u6771\u4eac",
            "\ud83d\ude80 school",
            "<script>alert(1)</script>",
            "'; drop table tenant; --",
            "${jndi:ldap://127.0.0.1/x}",
            "a\u202eb",
            "{{7*7}}",
            "%s%n%x",
            "../../etc/passwd",
            "\u00a0n",
            "NULL");

    private final Contract contract;
    private final Map<String, List<String>> learned = new HashMap<>();

    Samples(Contract contract) {
        this.contract = contract;
    }

    /** What an answer has said of where something is. */
    void learn(String location) {
        String[] parts = location.replaceFirst("\\?.*", "").split("/");
        List<String> ids = learned.computeIfAbsent(parts[parts.length - 2], name -> new ArrayList<>());
        ids.add(parts[parts.length - 1]);
        if (ids.size() > 20) {
            ids.remove(0);
        }
    }

    /** @param collection segment of the address before it */
    String pathParameter(String collection, JsonObject parameter, Random random) {
        return switch (parameter.getString("name")) {
            case "tenant" -> pick(TENANTS, random);
            case "instance", "group" -> pick(IDS, random);
            default ->
                learned.containsKey(collection) && random.nextInt(5) > 0
                        ? pick(learned.get(collection), random)
                        : "0123456789abcdef";
        };
    }

    Object valid(JsonObject written, String name, Random random) {
        JsonObject schema = contract.resolved(written);
        if (schema.containsKey("enum")) {
            List<?> words = schema.getJsonArray("enum").stream()
                    .filter(word -> word != null)
                    .toList();
            return pick(words, random);
        }
        return switch (type(schema)) {
            case "object" -> object(schema, random);
            case "array" -> array(schema, name, random);
            case "string" -> string(schema, name, random);
            case "integer" ->
                MEANT.containsKey(name) ? pick(MEANT.get(name), random) : (Object) integer(schema, random);
            case "number" -> 2024100700L + random.nextInt(100) / 100.0;
            case "boolean" -> name.equals("enabled") ? random.nextInt(4) == 0 : random.nextBoolean();
            default -> throw new IllegalStateException("no sample of " + schema);
        };
    }

    static String type(JsonObject schema) {
        Object type = schema.getValue("type", "object");
        return type instanceof JsonArray several ? several.getString(0) : (String) type;
    }

    private JsonObject object(JsonObject schema, Random random) {
        JsonObject properties = schema.getJsonObject("properties", new JsonObject());
        JsonArray required = schema.getJsonArray("required", new JsonArray());
        List<String> names = properties.fieldNames().stream()
                .filter(name -> !properties.getJsonObject(name).getBoolean("readOnly", false))
                .toList();
        Set<String> chosen = new LinkedHashSet<>();
        if (schema.getInteger("maxProperties", 9) == 1) {
            chosen.add(pick(names, random));
        } else {
            names.stream()
                    .filter(name -> required.contains(name) || random.nextInt(3) == 0)
                    .forEach(chosen::add);
        }
        JsonObject object = new JsonObject();
        chosen.forEach(name -> object.put(name, valid(properties.getJsonObject(name), name, random)));
        complete(object, properties);
        return object;
    }

    /** What only fits together: a new instance has a password, names are the tenant's own, and only PostgreSQL has schemas. */
    private static void complete(JsonObject object, JsonObject properties) {
        if (properties.containsKey("engine")) {
            if (!object.containsKey("password")) {
                object.put("password", new JsonObject().put("value", Canaries.WORD + "-of-a-database"));
            }
            if (!"postgresql".equals(object.getString("engine"))) {
                object.remove("schema");
            }
            if (object.containsKey("ca")) {
                object.put("tls", "verify-full");
            }
        }
        if (properties.containsKey("role") && !"tenant-viewer".equals(object.getString("role"))) {
            object.remove("tenant");
        }
    }

    private JsonArray array(JsonObject schema, String name, Random random) {
        Set<Object> items = new LinkedHashSet<>();
        int size = random.nextInt(3);
        for (int i = 0; i < size; i++) {
            items.add(valid(schema.getJsonObject("items"), name, random));
        }
        return new JsonArray(new ArrayList<>(distinct(items)));
    }

    /** Objects of one list have ids of their own. */
    private static List<Object> distinct(Set<Object> items) {
        Set<Object> ids = new LinkedHashSet<>();
        int unnamed = 0;
        for (Object item : items) {
            if (item instanceof JsonObject object && object.containsKey("login")) {
                object.put("login", IDS.get(unnamed++ % IDS.size()));
            } else if (item instanceof JsonObject object && object.containsKey("name")) {
                object.put("id", IDS.get(unnamed++ % IDS.size()));
            }
            ids.add(item);
        }
        return new ArrayList<>(ids);
    }

    private String string(JsonObject schema, String name, Random random) {
        if (name.equals("baseUrl")) {
            return "https://s" + random.nextInt(200) + ".example/moodle";
        }
        if (name.equals("id")) {
            return pick(IDS, random);
        }
        if (name.equals("tenant")) {
            return pick(TENANTS, random);
        }
        if (name.equals("zabbix")) {
            return random.nextInt(5) > 0 ? "default" : "no-such-server";
        }
        if (schema.getBoolean("writeOnly", false)) {
            return Canaries.WORD + "-" + random.nextInt(1000);
        }
        if (schema.containsKey("pattern")) {
            Pattern pattern = Pattern.compile(schema.getString("pattern"));
            List<String> fitting =
                    WORDS.stream().filter(word -> pattern.matcher(word).find()).toList();
            if (fitting.isEmpty()) {
                throw new IllegalStateException("no word of Samples fits " + pattern + ": add one");
            }
            return pick(fitting, random);
        }
        if (MEANT.containsKey(name)) {
            return (String) pick(MEANT.get(name), random);
        }
        int longest = schema.getInteger("maxLength", 200);
        return switch (random.nextInt(12)) {
            case 0 -> "y".repeat(longest);
            default -> pick(TEXTS, random);
        };
    }

    private static long integer(JsonObject schema, Random random) {
        long least = schema.getLong("minimum", 1L);
        long most = schema.getLong("maximum", 100_000L);
        return switch (random.nextInt(4)) {
            case 0 -> least;
            case 1 -> most;
            default -> least + (long) (random.nextDouble() * (most - least));
        };
    }

    static <T> T pick(List<T> from, Random random) {
        return from.get(random.nextInt(from.size()));
    }
}

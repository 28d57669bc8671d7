package org.moodlefleet.service.fuzz;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** Every way in which a valid document can be made to break one constraint of its schema. */
final class Breaks {

    private static final List<String> CONTROLS = List.of("a\u0000b", "a\nb", "a\u001bb", "\u007f", "a\u0085b");

    private final Contract contract;
    private final List<Break> all = new ArrayList<>();

    /** @param what it does, for people */
    record Break(String what, Runnable work) {}

    private Breaks(Contract contract) {
        this.contract = contract;
    }

    /** @return those of the whole document; each changes it in place */
    static List<Break> of(Contract contract, JsonObject schema, JsonObject document) {
        Breaks breaks = new Breaks(contract);
        breaks.object("", contract.resolved(schema), document);
        return breaks.all;
    }

    private void object(String place, JsonObject schema, JsonObject value) {
        JsonObject properties = schema.getJsonObject("properties", new JsonObject());
        JsonArray required = schema.getJsonArray("required", new JsonArray());
        if (Boolean.FALSE.equals(schema.getValue("additionalProperties"))) {
            add(place + " has an unknown property", () -> value.put("unknown", 1));
        }
        if (schema.containsKey("minProperties")) {
            add(place + " is empty", value::clear);
        }
        if (schema.getInteger("maxProperties", 99) == 1) {
            properties.fieldNames().stream()
                    .filter(name -> !value.containsKey(name))
                    .findFirst()
                    .ifPresent(name ->
                            add(place + " has two properties", () -> value.put(name, sampleFor(properties, name))));
        }
        for (Object name : required) {
            add(place + "/" + name + " is missing", () -> value.remove((String) name));
            add(place + "/" + name + " is null", () -> value.putNull((String) name));
        }
        for (String name : List.copyOf(value.fieldNames())) {
            value(
                    place + "/" + name,
                    contract.resolved(properties.getJsonObject(name)),
                    value.getValue(name),
                    other -> value.put(name, other));
        }
    }

    private static Object sampleFor(JsonObject properties, String name) {
        return "array".equals(properties.getJsonObject(name).getString("type")) ? new JsonArray() : "x";
    }

    private void value(String place, JsonObject schema, Object value, Consumer<Object> set) {
        String type = Samples.type(schema);
        for (Object other : others(type)) {
            add(place + " is no " + type, () -> set.accept(other));
        }
        if (schema.containsKey("enum")) {
            add(place + " is none of the words", () -> set.accept("no-such-word"));
            return;
        }
        switch (type) {
            case "object" -> object(place, schema, (JsonObject) value);
            case "array" -> array(place, schema, (JsonArray) value, set);
            case "string" -> string(place, schema, set);
            case "integer", "number" -> number(place, type, schema, set);
            default -> {}
        }
    }

    private static List<Object> others(String type) {
        List<Object> others =
                new ArrayList<>(List.of(Canaries.WORD + "-misplaced", 17, true, new JsonArray(), new JsonObject()));
        switch (type) {
            case "string" -> others.remove(0);
            case "integer", "number" -> others.remove(1);
            case "boolean" -> others.remove(2);
            case "array" -> others.remove(3);
            default -> others.remove(4);
        }
        return others;
    }

    private void array(String place, JsonObject schema, JsonArray value, Consumer<Object> set) {
        int most = schema.getInteger("maxItems", Integer.MAX_VALUE);
        Object item = value.isEmpty() ? 1 : value.getValue(0);
        if (most <= 1000) {
            JsonArray long1 = new JsonArray();
            for (int i = 0; i <= most; i++) {
                long1.add(item instanceof Number ? (Object) (i + 1) : "i" + i);
            }
            add(place + " is too long", () -> set.accept(long1));
        }
        if (Boolean.TRUE.equals(schema.getBoolean("uniqueItems")) && !value.isEmpty()) {
            add(place + " has one item twice", () -> value.add(item));
        }
        add(place + " has null", value::addNull);
        JsonObject items = contract.resolved(schema.getJsonObject("items"));
        for (int i = 0; i < value.size(); i++) {
            int index = i;
            value(place + "/" + i, items, value.getValue(i), other -> value.set(index, other));
        }
    }

    private void string(String place, JsonObject schema, Consumer<Object> set) {
        if (schema.getInteger("minLength", 0) > 0) {
            add(place + " is empty", () -> set.accept(""));
        }
        if (schema.containsKey("maxLength")) {
            add(place + " is too long", () -> set.accept("z".repeat(schema.getInteger("maxLength") + 1)));
        }
        if (schema.containsKey("pattern")) {
            Pattern pattern = Pattern.compile(schema.getString("pattern"));
            for (String wrong : List.of(" ", "\u00e9\u0660", "a/b", "-\u0000", "A!", "x".repeat(300), "abc\n")) {
                if (!pattern.matcher(wrong).matches()) {
                    add(place + " does not match", () -> set.accept(wrong));
                }
            }
        }
        if (!place.contains("password")) {
            for (String control : CONTROLS) {
                add(place + " has a control character", () -> set.accept(control));
            }
            add(place + " has half a character", () -> set.accept("a\ud800b"));
        }
    }

    private void number(String place, String type, JsonObject schema, Consumer<Object> set) {
        if (schema.containsKey("minimum")) {
            add(place + " is too small", () -> set.accept(schema.getLong("minimum") - 1));
        }
        if (schema.containsKey("maximum")) {
            add(place + " is too large", () -> set.accept(schema.getLong("maximum") + 1));
        }
        if (type.equals("integer")) {
            add(place + " is no whole number", () -> set.accept(1.5));
            add(place + " is huge", () -> set.accept(new BigInteger("9".repeat(40))));
        }
        add(place + " is beyond all numbers", () -> set.accept(new BigDecimal("1e400")));
        add(place + " has a huge exponent", () -> set.accept(new BigDecimal("1e999999999")));
    }

    private void add(String what, Runnable work) {
        all.add(new Break(what, work));
    }
}

package org.moodlefleet.service.fuzz;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.core.json.pointer.JsonPointer;
import io.vertx.json.schema.Draft;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.JsonSchemaOptions;
import io.vertx.json.schema.OutputFormat;
import io.vertx.json.schema.OutputUnit;
import io.vertx.json.schema.Validator;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The OpenAPI document of a running service: its operations, and what it says of an answer. */
final class Contract {

    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");
    /** Headers that need not be there each time. */
    private static final Set<String> OCCASIONAL =
            Set.of("Link", "Retry-After", "Content-Language", "Preference-Applied");

    private final JsonObject document;
    private final List<Operation> operations = new ArrayList<>();
    private final Map<JsonObject, Validator> validators = new HashMap<>();

    /**
     * @param path with the names of its parameters in braces
     * @param bodies schema of what is sent, by media type; empty when nothing is
     */
    record Operation(
            String id,
            String method,
            String path,
            List<JsonObject> parameters,
            Map<String, JsonObject> bodies,
            JsonObject responses,
            boolean open) {

        boolean changes() {
            return !method.equals("GET");
        }

        List<JsonObject> parameters(String in) {
            return parameters.stream()
                    .filter(parameter -> in.equals(parameter.getString("in")))
                    .toList();
        }
    }

    Contract(JsonObject document) {
        this.document = document;
        document.getJsonObject("paths").forEach(path -> {
            JsonObject item = (JsonObject) path.getValue();
            item.fieldNames().stream()
                    .filter(METHODS::contains)
                    .forEach(method -> operations.add(operation(path.getKey(), item, method)));
        });
    }

    List<Operation> operations() {
        return operations;
    }

    private Operation operation(String path, JsonObject item, String method) {
        JsonObject written = item.getJsonObject(method);
        List<JsonObject> parameters = new ArrayList<>();
        for (JsonObject from : List.of(item, written)) {
            from.getJsonArray("parameters", new JsonArray())
                    .forEach(each -> parameters.add(resolved((JsonObject) each)));
        }
        Map<String, JsonObject> bodies = new HashMap<>();
        resolved(written.getJsonObject("requestBody", new JsonObject()))
                .getJsonObject("content", new JsonObject())
                .forEach(media -> bodies.put(media.getKey(), ((JsonObject) media.getValue()).getJsonObject("schema")));
        return new Operation(
                written.getString("operationId"),
                method.toUpperCase(Locale.ROOT),
                path,
                parameters,
                bodies,
                written.getJsonObject("responses"),
                written.getJsonArray("security", new JsonArray().add("token")).isEmpty());
    }

    /** What a reference leads to, with all of {@code allOf} in one. */
    JsonObject resolved(JsonObject schema) {
        JsonObject found = schema;
        if (schema.containsKey("$ref")) {
            String place = schema.getString("$ref").substring(1);
            found = resolved((JsonObject) JsonPointer.from(place).queryJson(document));
        }
        if (found.containsKey("allOf")) {
            JsonObject all = new JsonObject();
            for (Object part : found.getJsonArray("allOf")) {
                all.mergeIn(resolved((JsonObject) part), true);
            }
            JsonObject own = found.copy();
            own.remove("allOf");
            all.mergeIn(own, true);
            return all;
        }
        return found;
    }

    /**
     * @param rehearsed whether nothing was made, so that it has no version
     * @return what of a successful answer is not as the document says
     */
    List<String> faults(Operation operation, boolean rehearsed, RawClient.Answer answer) {
        JsonObject named = operation.responses().getJsonObject(String.valueOf(answer.status()));
        if (named == null) {
            return List.of("the contract has no answer " + answer.status() + " of " + operation.id());
        }
        List<String> faults = new ArrayList<>();
        JsonObject response = resolved(named);
        response.getJsonObject("headers", new JsonObject()).fieldNames().stream()
                .filter(header -> !rehearsed || !header.equals("ETag"))
                .filter(header -> !OCCASIONAL.contains(header) && answer.header(header) == null)
                .forEach(header -> faults.add("the header " + header + " is missing"));
        JsonObject content = response.getJsonObject("content", new JsonObject());
        if (content.isEmpty()) {
            if (answer.body().length > 0) {
                faults.add("a body where the contract has none");
            }
            return faults;
        }
        String type = mediaType(answer);
        if (!content.containsKey(type)) {
            faults.add("the media type '" + type + "' is none of " + content.fieldNames());
            return faults;
        }
        documents(type, answer.text())
                .forEach(text -> fault(content.getJsonObject(type).getJsonObject("schema"), text)
                        .ifPresent(faults::add));
        return faults;
    }

    /** @return why a failure's body is no problem document */
    Optional<String> faultOfProblem(RawClient.Answer answer) {
        if (!mediaType(answer).equals("application/problem+json")) {
            return Optional.of("a failure that is no problem document but '" + mediaType(answer) + "'");
        }
        Optional<String> fault = fault(new JsonObject().put("$ref", "#/components/schemas/Problem"), answer.text());
        if (fault.isPresent()) {
            return fault;
        }
        JsonObject problem = new JsonObject(answer.text());
        boolean told = problem.getInteger("status", 0) == answer.status()
                && !problem.getString("title", "").isBlank()
                && !problem.getString("detail", "").isBlank();
        return told ? Optional.empty() : Optional.of("a problem without status, title or detail");
    }

    private static String mediaType(RawClient.Answer answer) {
        String header = answer.header("Content-Type");
        return header == null ? "" : header.replaceFirst(";.*", "").strip();
    }

    private static List<String> documents(String type, String text) {
        if (type.contains("yaml")) {
            return List.of();
        }
        return type.endsWith("ndjson") ? text.lines().toList() : List.of(text);
    }

    private Optional<String> fault(JsonObject schema, String text) {
        Object value;
        try {
            value = io.vertx.core.json.Json.decodeValue(text);
        } catch (io.vertx.core.json.DecodeException e) {
            return Optional.of("the body is no JSON: " + e.getMessage());
        }
        OutputUnit result = validators.computeIfAbsent(schema, this::validator).validate(value);
        if (result.getValid()) {
            return Optional.empty();
        }
        String why = result.getErrors() == null
                ? ""
                : result.getErrors().stream()
                        .map(error -> error.getInstanceLocation() + " " + error.getError())
                        .distinct()
                        .limit(3)
                        .toList()
                        .toString();
        return Optional.of("the body does not fit its schema: " + why);
    }

    /** The schema with all that it may refer to; a copy, since the validator writes into it. */
    private Validator validator(JsonObject schema) {
        JsonObject whole = schema.copy().put("components", withoutFormats(document.getJsonObject("components")));
        return Validator.create(
                JsonSchema.of(whole),
                new JsonSchemaOptions()
                        .setBaseUri("https://contract.example")
                        .setDraft(Draft.DRAFT202012)
                        .setOutputFormat(OutputFormat.Basic));
    }

    /** Times apart: the validator's expressions for the others do not bear the longest texts, the stack overflows. */
    private static JsonObject withoutFormats(JsonObject schema) {
        JsonObject copy = new JsonObject();
        schema.forEach(entry -> {
            Object value = entry.getValue() instanceof JsonObject inner ? withoutFormats(inner) : entry.getValue();
            if (!entry.getKey().equals("format") || value.equals("date-time")) {
                copy.put(entry.getKey(), value);
            }
        });
        return copy;
    }
}

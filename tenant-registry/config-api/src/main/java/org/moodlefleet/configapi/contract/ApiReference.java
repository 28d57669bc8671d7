package org.moodlefleet.configapi.contract;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.moodlefleet.model.Choice;

/** The contract as a page for people: every operation with who may call it, then every document. */
public final class ApiReference {

    private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");

    private final JsonNode contract;
    private final StringBuilder page = new StringBuilder();

    private ApiReference(JsonNode contract) {
        this.contract = contract;
    }

    /** @return Markdown */
    public static String markdown() {
        return new ApiReference(OpenApi.tree()).write();
    }

    private String write() {
        line("# " + contract.at("/info/title").textValue());
        line("Generated from the contract by `deploy/moodle-fleet api -o markdown`; the service serves it at `"
                + Route.ROOT + "/openapi.json`. All addresses begin with `" + Route.ROOT + "`.");
        line(contract.at("/info/description").textValue().strip());
        line(contract.at("/components/securitySchemes/token/description")
                .textValue()
                .strip());
        contract.get("paths").fields().forEachRemaining(path -> path(path.getKey(), path.getValue()));
        line("## Documents");
        contract.at("/components/schemas").fields().forEachRemaining(this::document);
        return page.toString().stripTrailing() + "\n";
    }

    private void path(String path, JsonNode operations) {
        operations.fields().forEachRemaining(entry -> {
            if (METHODS.contains(entry.getKey())) {
                operation(entry.getKey().toUpperCase(Locale.ROOT) + " " + path, entry.getValue());
                parameters(operations.path("parameters"), entry.getValue().path("parameters"));
                body(entry.getValue().path("requestBody"));
                answers(entry.getValue().path("responses"));
            }
        });
    }

    private void operation(String title, JsonNode operation) {
        line("## " + title);
        String summary = operation.path("summary").asText() + ". "
                + operation.path("description").asText("");
        line(summary.strip() + " Callers: "
                + callers(operation.path("operationId").asText()) + ".");
    }

    private static String callers(String operation) {
        return Route.of(operation).map(ApiReference::callers).orElse("everybody");
    }

    private static String callers(Route route) {
        String roles = route.roles().stream().map(Choice::word).collect(Collectors.joining(", "));
        return route.scope() == Route.Scope.ALL_TENANTS ? roles + ", of all tenants" : roles;
    }

    private void parameters(JsonNode ofPath, JsonNode ofOperation) {
        List<JsonNode> all = new ArrayList<>();
        ofPath.forEach(all::add);
        ofOperation.forEach(all::add);
        List<JsonNode> told = all.stream()
                .map(this::resolve)
                .filter(parameter -> !parameter.path("in").asText().equals("path"))
                .toList();
        if (told.isEmpty()) {
            return;
        }
        page.append("| parameter | in | what it is | meaning |\n|---|---|---|---|\n");
        told.forEach(parameter -> row(
                code(parameter.path("name").asText()),
                parameter.path("in").asText(),
                kind(parameter.path("schema")),
                parameter.path("description").asText("")));
        page.append('\n');
    }

    private void body(JsonNode body) {
        JsonNode content = resolve(body).path("content");
        if (!content.isEmpty()) {
            JsonNode first = content.elements().next();
            List<String> types = names(content);
            line("Body: " + kind(first.path("schema")) + " (" + String.join(", ", types) + ").");
        }
    }

    private void answers(JsonNode responses) {
        page.append("| status | answer |\n|---|---|\n");
        responses.fields().forEachRemaining(entry -> {
            JsonNode response = resolve(entry.getValue());
            JsonNode content = response.path("content");
            String what =
                    content.isEmpty() ? "" : kind(content.elements().next().path("schema"));
            String text = response.path("description").asText("");
            row(entry.getKey(), what.isEmpty() ? text : text + ": " + what);
        });
        page.append('\n');
    }

    private void document(Map.Entry<String, JsonNode> entry) {
        JsonNode schema = entry.getValue();
        line("### " + entry.getKey());
        if (schema.has("description")) {
            line(schema.get("description").textValue().strip());
        }
        JsonNode properties = properties(schema);
        if (properties.isEmpty()) {
            line(kind(schema));
            return;
        }
        Set<String> required = StreamSupport.stream(schema.path("required").spliterator(), false)
                .map(JsonNode::textValue)
                .collect(Collectors.toSet());
        page.append("| field | what it is | meaning |\n|---|---|---|\n");
        properties
                .fields()
                .forEachRemaining(field -> row(
                        code(field.getKey()) + (required.contains(field.getKey()) ? " (required)" : ""),
                        kind(field.getValue()),
                        field.getValue().path("description").asText("")));
        page.append('\n');
    }

    private static JsonNode properties(JsonNode schema) {
        if (!schema.has("allOf")) {
            return schema.path("properties");
        }
        return StreamSupport.stream(schema.get("allOf").spliterator(), false)
                .map(part -> part.path("properties"))
                .max(Comparator.comparingInt(JsonNode::size))
                .orElseThrow();
    }

    /** A schema in a few words: its document, or its type with its bounds. */
    private String kind(JsonNode schema) {
        if (schema.has("$ref")) {
            return document(schema.get("$ref").textValue());
        }
        if (schema.has("allOf")) {
            return StreamSupport.stream(schema.get("allOf").spliterator(), false)
                    .map(part -> part.has("$ref") ? kind(part) : inlined(part))
                    .collect(Collectors.joining(", "));
        }
        if (schema.has("anyOf")) {
            return StreamSupport.stream(schema.get("anyOf").spliterator(), false)
                    .map(this::kind)
                    .collect(Collectors.joining(" or "));
        }
        if (schema.has("items")) {
            return "list of " + kind(schema.get("items"));
        }
        List<String> words = new ArrayList<>(List.of(type(schema)));
        bounds(schema, words);
        return String.join(", ", words);
    }

    private String inlined(JsonNode part) {
        List<String> fields = new ArrayList<>();
        part.path("properties")
                .fields()
                .forEachRemaining(field -> fields.add(code(field.getKey()) + " " + kind(field.getValue())));
        return String.join(", ", fields);
    }

    private static String type(JsonNode schema) {
        JsonNode type = schema.path("type");
        return type.isArray()
                ? StreamSupport.stream(type.spliterator(), false)
                        .map(JsonNode::asText)
                        .collect(Collectors.joining(" or "))
                : type.asText(schema.has("enum") ? "string" : "object");
    }

    private static void bounds(JsonNode schema, List<String> words) {
        for (JsonNode choice : schema.path("enum")) {
            words.add(code(choice.asText()));
        }
        addBound(schema, "pattern", "like ", words);
        addBound(schema, "format", "", words);
        addBound(schema, "minimum", "at least ", words);
        addBound(schema, "maximum", "at most ", words);
        addBound(schema, "maxLength", "characters at most ", words);
        addBound(schema, "default", "default ", words);
    }

    private static void addBound(JsonNode schema, String name, String word, List<String> words) {
        if (schema.has(name)) {
            words.add(word + code(schema.get(name).asText()));
        }
    }

    private static String document(String reference) {
        String name = reference.substring(reference.lastIndexOf('/') + 1);
        return "[" + name + "](#" + name.toLowerCase(Locale.ROOT) + ")";
    }

    private JsonNode resolve(JsonNode node) {
        return node.has("$ref") ? contract.at(node.get("$ref").textValue().substring(1)) : node;
    }

    private static List<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static String code(String text) {
        return "`" + text + "`";
    }

    private void row(String... cells) {
        for (String cell : cells) {
            page.append("| ")
                    .append(cell.strip().replaceAll("\\s+", " ").replace("|", "\\|"))
                    .append(' ');
        }
        page.append("|\n");
    }

    private void line(String text) {
        page.append(text).append("\n\n");
    }
}

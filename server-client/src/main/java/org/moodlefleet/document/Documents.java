package org.moodlefleet.document;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.MapperBuilder;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * Binds YAML and JSON documents to records, strictly: unknown keys, duplicate keys, trailing text and
 * text where a number belongs are refused with the place and, for a misspelt key, the likely one.
 */
public final class Documents {

    private static final ObjectMapper YAML = strict(YAMLMapper.builder());
    private static final ObjectMapper JSON = strict(JsonMapper.builder());

    private Documents() {}

    /** Reads a YAML file. */
    public static <T> T readYaml(Path file, Class<T> type) throws DocumentException {
        try {
            return readYaml(file.toString(), Files.readString(file), type);
        } catch (NoSuchFileException e) {
            throw new DocumentException(file.toString(), 0, List.of(new Fault("", "no such file", "")));
        } catch (IOException e) {
            throw new DocumentException(
                    file.toString(), 0, List.of(new Fault("", "cannot be read (" + e.getMessage() + ")", "")));
        }
    }

    /** @param document name for messages, usually the file's path */
    public static <T> T readYaml(String document, String text, Class<T> type) throws DocumentException {
        return read(YAML, document, text, type);
    }

    /** @param document name for messages, for example "request body" */
    public static <T> T readJson(String document, byte[] text, Class<T> type) throws DocumentException {
        return read(JSON, document, new String(text, StandardCharsets.UTF_8), type);
    }

    private static <T> T read(ObjectMapper mapper, String document, String text, Class<T> type)
            throws DocumentException {
        try {
            JsonNode tree = mapper.readTree(text);
            if (tree == null || tree.isMissingNode() || tree.isNull()) {
                throw new DocumentException(document, 0, List.of(new Fault("", "is empty", "")));
            }
            List<Fault> unknown = UnknownKeys.in(mapper, tree, type);
            if (!unknown.isEmpty()) {
                throw new DocumentException(document, lineOf(mapper, text, unknown.get(0)), unknown);
            }
            return mapper.treeToValue(tree, type);
        } catch (JsonMappingException e) {
            Fault fault = fault(e);
            throw new DocumentException(document, lineOf(mapper, text, fault), List.of(fault));
        } catch (JsonProcessingException e) {
            Fault fault = new Fault("", firstLine(e.getOriginalMessage()), "");
            int line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
            throw new DocumentException(document, line, List.of(fault));
        }
    }

    private static <M extends ObjectMapper, B extends MapperBuilder<M, B>> ObjectMapper strict(B builder) {
        SimpleModule scalars = new SimpleModule().addDeserializer(Duration.class, new DurationReader());
        return builder.addModule(scalars)
                .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
                .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .disable(JsonParser.Feature.INCLUDE_SOURCE_IN_LOCATION)
                .build();
    }

    /** A bound tree has lost its places, so the line is looked up; 0 when the field is not written at all. */
    private static int lineOf(ObjectMapper mapper, String text, Fault fault) {
        try (JsonParser parser = mapper.getFactory().createParser(text)) {
            while (!fault.pointer().isEmpty() && parser.nextToken() != null) {
                if (parser.getParsingContext().pathAsPointer().toString().equals(fault.pointer())) {
                    return parser.currentTokenLocation().getLineNr();
                }
            }
            return 0;
        } catch (IOException e) {
            throw new UncheckedIOException("parsed a moment ago", e);
        }
    }

    private static Fault fault(JsonMappingException e) {
        String pointer = pointer(e);
        if (e.getCause() instanceof InvalidValueException invalid) {
            return new Fault(
                    pointer + invalid.fault().pointer(),
                    invalid.fault().problem(),
                    invalid.fault().mend());
        }
        return new Fault(pointer, firstLine(e.getOriginalMessage()), "");
    }

    private static String pointer(JsonMappingException e) {
        return e.getPath().stream()
                .map(step -> step.getFieldName() != null ? step.getFieldName() : String.valueOf(step.getIndex()))
                .map(step -> "/" + step.replace("~", "~0").replace("/", "~1"))
                .collect(Collectors.joining());
    }

    /** Jackson's messages go on for lines and name our classes; the first line says what is wrong. */
    private static String firstLine(String message) {
        String line = Objects.requireNonNullElse(message, "cannot be read")
                .lines()
                .findFirst()
                .orElse("cannot be read");
        return line.replaceAll("`?(?:java|org)\\.[\\w.$]+\\.(\\w+)`?", "$1");
    }
}

package org.moodlefleet.document;

import static org.moodlefleet.document.DocumentMessage.CANNOT_BE_READ_BECAUSE;
import static org.moodlefleet.document.DocumentMessage.HAS_HIDDEN_LINE_END;
import static org.moodlefleet.document.DocumentMessage.IS_EMPTY;
import static org.moodlefleet.document.DocumentMessage.IS_NOT_IN_UTF8;
import static org.moodlefleet.document.DocumentMessage.NO_SUCH_FILE;
import static org.moodlefleet.document.DocumentMessage.WRITE_IT_BY_NUMBER;
import static org.moodlefleet.document.DocumentMessage.WRITE_IT_IN_UTF8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.cfg.MapperBuilder;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.yaml.snakeyaml.LoaderOptions;

/**
 * Binds YAML and JSON documents to records, strictly: unknown keys, duplicate keys, trailing text and
 * text where a number belongs are refused with the place and, for a misspelt key, the likely one.
 */
public final class Documents {

    private static final ObjectMapper YAML = strict(YAMLMapper.builder(new WrittenYaml.Source(wholeDocuments())));
    /** In JSON a number is no text; in YAML it is the text that is written, where a text is expected. */
    private static final ObjectMapper JSON = strict(JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(Extent.CONSTRAINTS)
                    .build())
            .withCoercionConfig(
                    LogicalType.Textual,
                    textual -> Stream.of(
                                    CoercionInputShape.Integer, CoercionInputShape.Float, CoercionInputShape.Boolean)
                            .forEach(shape -> textual.setCoercion(shape, CoercionAction.Fail))));

    /** YAML 1.1 folds these as it does line feeds; nobody sees them, and a comment would end there. */
    private static final Pattern OTHER_LINE_END = Pattern.compile("[\\x{85}\\x{2028}\\x{2029}]");

    /** Characters that are looked at again, all rounds together. */
    private static final int WORK = 4 << 20;

    private static final String MARK = Character.toString(0xfeff);

    /**
     * @param value null when there is none; with violations what the rest of the document says
     * @param written what the first of the violations is about, where it says it
     */
    private record Bound<T>(T value, List<Violation> violations, String written) {}

    private Documents() {}

    /** Reads a YAML file. */
    public static <T> T readYaml(Path file, Class<T> type) throws DocumentException {
        try {
            return readYaml(file.toString(), Files.readAllBytes(file), type);
        } catch (NoSuchFileException e) {
            throw new DocumentException(file.toString(), 0, List.of(new Violation("", NO_SUCH_FILE, Message.NONE)));
        } catch (IOException e) {
            throw new DocumentException(
                    file.toString(),
                    0,
                    List.of(new Violation(
                            "", CANNOT_BE_READ_BECAUSE.with(String.valueOf(e.getMessage())), Message.NONE)));
        }
    }

    /** @param document name for messages, usually the file's path */
    public static <T> T readYaml(String document, String text, Class<T> type) throws DocumentException {
        return read(mapper(document, text), document, text, type);
    }

    /**
     * A document of no known type, such as a part of one: a scalar without quotes is a number, true or false only where
     * writing that gives the same text.
     *
     * @param document name for messages
     */
    public static JsonNode readYaml(String document, byte[] text) throws DocumentException {
        return readYaml(document, text, JsonNode.class);
    }

    /** JSON is YAML, and may have longer lines and any character in its texts. */
    private static ObjectMapper mapper(String document, String text) throws DocumentException {
        boolean json = text.stripLeading().startsWith("{");
        if (Extent.hasLongLine(text)) {
            if (!json) {
                throw new DocumentException(document, 0, List.of(Extent.longLine()));
            }
            return JSON;
        }
        Matcher end = OTHER_LINE_END.matcher(text);
        if (end.find()) {
            if (json) {
                return JSON;
            }
            int line = (int) text.substring(0, end.start()).lines().count();
            String number =
                    Integer.toHexString(0x10000 + text.charAt(end.start())).substring(1);
            throw new DocumentException(
                    document,
                    Math.max(1, line),
                    List.of(new Violation("", HAS_HIDDEN_LINE_END.with(number), WRITE_IT_BY_NUMBER)));
        }
        return YAML;
    }

    /** @param document name for messages, for example "request body" */
    public static <T> T readJson(String document, byte[] text, Class<T> type) throws DocumentException {
        return read(JSON, document, decoded(document, text), type);
    }

    /** @param text in UTF-8 */
    public static <T> T readYaml(String document, byte[] text, Class<T> type) throws DocumentException {
        return readYaml(document, decoded(document, text), type);
    }

    /** A wrong byte would else become another character, silently. The mark that editors begin a file with is no text. */
    private static String decoded(String document, byte[] bytes) throws DocumentException {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return text.startsWith(MARK) ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw new DocumentException(document, 0, List.of(new Violation("", IS_NOT_IN_UTF8, WRITE_IT_IN_UTF8)));
        }
    }

    /** A YAML file that was read well and turns out to be wrong: says where, as if reading had refused it. */
    public static DocumentException refusal(Path file, InvalidValueException wrong) {
        return new DocumentException(file.toString(), lineOf(file, wrong), List.of(wrong.violation()));
    }

    /**
     * Where fields of a YAML text stand; the text is read once, however many are asked for.
     *
     * @param pointers JSON pointers; of a field that is not written, what should hold it is found
     * @return from 1, by pointer; empty when the text cannot be parsed
     */
    public static Map<String, Integer> linesOf(String text, Set<String> pointers) {
        try {
            return new Lines(YAML, text).of(pointers);
        } catch (UncheckedIOException e) {
            return Map.of();
        }
    }

    private static <T> T read(ObjectMapper mapper, String document, String text, Class<T> type)
            throws DocumentException {
        try {
            JsonNode tree = mapper.readTree(text);
            if (tree == null || tree.isMissingNode() || tree.isNull()) {
                throw new DocumentException(document, 0, List.of(new Violation("", IS_EMPTY, Message.NONE)));
            }
            Optional<Violation> tooLong = Extent.tooLong(tree);
            if (tooLong.isPresent()) {
                throw new DocumentException(document, 0, List.of(tooLong.get()));
            }
            Bound<T> bound = bound(mapper, text, tree, type);
            if (bound.violations().isEmpty()) {
                return bound.value();
            }
            List<Violation> violations = bound.violations();
            throw new DocumentException(
                    document,
                    new Lines(mapper, text).of(violations.get(0).pointer(), bound.written()),
                    violations,
                    bound.value());
        } catch (JsonProcessingException e) {
            int line = e.getCause() instanceof WrittenYaml.Unread unread
                    ? unread.line()
                    : e.getLocation() == null ? 0 : e.getLocation().getLineNr();
            throw new DocumentException(document, line, List.of(Refusals.syntax(e)));
        }
    }

    /** What is wrong is told together: a value that does not fit is taken out, and the rest is looked at again. */
    private static <T> Bound<T> bound(ObjectMapper mapper, String text, JsonNode tree, Class<T> type)
            throws JsonProcessingException {
        ViolationList violations = new ViolationList();
        UnknownKeys unknown = UnknownKeys.takenOut(mapper, tree, type, violations);
        int unknownKeys = violations.count();
        if (violations.isFull() || unknown.leavesEmptyEntries()) {
            return new Bound<>(null, violations.told(), "");
        }
        T value = null;
        Set<String> told = new HashSet<>();
        String written = "";
        int rounds = Math.max(1, Math.min(ViolationList.MOST, WORK / Math.max(1, text.length())));
        for (int round = 0; round < rounds; round++) {
            try {
                value = mapper.treeToValue(tree, type);
                break;
            } catch (JsonMappingException e) {
                Violation violation = Refusals.value(e);
                if (round == 0 && e.getCause() instanceof InvalidValueException invalid) {
                    written = invalid.written();
                }
                // what lacks a value that was taken out is no other violation
                if (!told.add(violation.pointer()) || lacksWhatWasTakenOut(tree, violation.pointer(), unknown)) {
                    break;
                }
                violations.add(() -> violation);
                if (e.getCause() instanceof InvalidValueException || !takeOut(tree, violation.pointer())) {
                    break;
                }
            }
        }
        return new Bound<>(value, violations.told(), unknownKeys == 0 ? written : "");
    }

    private static boolean lacksWhatWasTakenOut(JsonNode tree, String pointer, UnknownKeys unknown) {
        return unknown.tookOutOf(pointer)
                || tree.at(pointer).isMissingNode()
                        && unknown.tookOutOf(pointer.substring(0, pointer.lastIndexOf('/')));
    }

    /** A member of an object; an entry of a list stays, since the others would have its number. */
    private static boolean takeOut(JsonNode tree, String pointer) {
        int last = pointer.lastIndexOf('/');
        return last >= 0
                && tree.at(pointer.substring(0, last)) instanceof ObjectNode object
                && object.remove(JsonPointer.compile(pointer).last().getMatchingProperty()) != null;
    }

    private static int lineOf(Path file, InvalidValueException wrong) {
        try {
            return new Lines(YAML, Files.readString(file)).of(wrong.violation().pointer(), wrong.written());
        } catch (IOException e) {
            // gone meanwhile: the violation is no less true without its line
            return 0;
        }
    }

    /** The parser would else end at 3 MiB. */
    private static LoaderOptions wholeDocuments() {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(Extent.LONGEST_DOCUMENT);
        return options;
    }

    private static <M extends ObjectMapper, B extends MapperBuilder<M, B>> ObjectMapper strict(B builder) {
        SimpleModule scalars = new SimpleModule().addDeserializer(Duration.class, new DurationReader());
        return builder.addModule(scalars)
                .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
                // 4.10 is not 4.1 where it is a text
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
                .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .disable(JsonParser.Feature.INCLUDE_SOURCE_IN_LOCATION)
                .build();
    }
}

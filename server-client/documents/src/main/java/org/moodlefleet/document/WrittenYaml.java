package org.moodlefleet.document;

import static org.moodlefleet.document.DocumentMessage.BEGINS_WITH_A_DIRECTIVE;
import static org.moodlefleet.document.DocumentMessage.HOLDS_AN_ANCHOR;
import static org.moodlefleet.document.DocumentMessage.HOLDS_A_MERGE_KEY;
import static org.moodlefleet.document.DocumentMessage.HOLDS_A_TAG;
import static org.moodlefleet.document.DocumentMessage.HOLDS_SEVERAL_DOCUMENTS;
import static org.moodlefleet.document.DocumentMessage.LEAVE_IT_OUT;
import static org.moodlefleet.document.DocumentMessage.WRITE_ONE_A_FILE;
import static org.moodlefleet.document.DocumentMessage.WRITE_THE_KEYS_OUT;
import static org.moodlefleet.document.DocumentMessage.WRITE_THE_VALUE_OUT;
import static org.moodlefleet.document.DocumentMessage.WRITE_WITHOUT_TAG;

import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.ObjectCodec;
import com.fasterxml.jackson.core.io.IOContext;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.io.Reader;
import java.math.BigDecimal;
import java.util.Set;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.DocumentStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.MappingStartEvent;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.events.SequenceStartEvent;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;

/**
 * YAML as it is written: a scalar without quotes is a number only where the number is written back the same, else it is
 * the text that stands there, so that {@code 010}, {@code 2024_}, {@code 1e3} and {@code no} are those texts. What we do
 * not read of the language is refused.
 */
final class WrittenYaml extends YAMLParser {

    /** Of those that YAML 1.1 gives a meaning, the ones that JSON has too, and the sign for nothing. */
    private static final Set<String> WORDS = Set.of("true", "false", "null", "~");

    private static final Pattern NUMBER = Pattern.compile("-?(?:0|[1-9]\\d{0,99})(?:\\.\\d{1,99})?");
    private static final String NOTHING_NEGATIVE = "-0";

    private boolean begun;

    private WrittenYaml(
            IOContext context, int features, int yamlFeatures, ObjectCodec codec, Reader text, Source source) {
        super(context, features, yamlFeatures, codec, text, source.parser(text));
    }

    /** Makes such parsers. */
    static final class Source extends YAMLFactory {

        private static final long serialVersionUID = 1L;

        private final transient LoaderOptions options;

        Source(LoaderOptions options) {
            super(YAMLFactory.builder().loaderOptions(options).streamReadConstraints(Extent.CONSTRAINTS));
            this.options = options;
            // Jackson's own default, which its builder forgets: a key without a value has none
            enable(YAMLParser.Feature.EMPTY_STRING_AS_NULL);
        }

        @Override
        protected YAMLParser _createParser(Reader text, IOContext context) {
            return new WrittenYaml(context, _parserFeatures, _yamlParserFeatures, _objectCodec, text, this);
        }

        private ParserImpl parser(Reader text) {
            return new ParserImpl(new StreamReader(text), options);
        }
    }

    @Override
    protected Event getEvent() {
        Event event = super.getEvent();
        if (event instanceof DocumentStartEvent document) {
            requireOne(document);
        } else if (event instanceof NodeEvent node) {
            if (node.getAnchor() != null) {
                throw refused(event, HOLDS_AN_ANCHOR, WRITE_THE_VALUE_OUT);
            }
            if (tag(node) != null) {
                throw refused(event, HOLDS_A_TAG, WRITE_WITHOUT_TAG);
            }
            if (node instanceof ScalarEvent scalar
                    && scalar.isPlain()
                    && scalar.getValue().equals("<<")) {
                throw refused(event, HOLDS_A_MERGE_KEY, WRITE_THE_KEYS_OUT);
            }
        }
        return event;
    }

    private void requireOne(DocumentStartEvent document) {
        if (document.getVersion() != null) {
            throw refused(document, BEGINS_WITH_A_DIRECTIVE, LEAVE_IT_OUT);
        }
        if (begun) {
            throw refused(document, HOLDS_SEVERAL_DOCUMENTS, WRITE_ONE_A_FILE);
        }
        begun = true;
    }

    private static String tag(NodeEvent node) {
        if (node instanceof ScalarEvent scalar) {
            return scalar.getTag();
        }
        if (node instanceof SequenceStartEvent list) {
            return list.getTag();
        }
        return node instanceof MappingStartEvent mapping ? mapping.getTag() : null;
    }

    @Override
    protected JsonToken _decodeScalar(ScalarEvent scalar) throws IOException {
        String text = scalar.getValue();
        if (scalar.isPlain() && (text.isEmpty() || WORDS.contains(text) || isNumber(text))) {
            return super._decodeScalar(scalar);
        }
        _textValue = text;
        _cleanedTextValue = null;
        return JsonToken.VALUE_STRING;
    }

    private static boolean isNumber(String text) {
        return NUMBER.matcher(text).matches()
                && !text.equals(NOTHING_NEGATIVE)
                && new BigDecimal(text).toString().equals(text);
    }

    private static Unread refused(Event event, Message problem, Message hint) {
        return new Unread(new Violation("", problem, hint), event.getStartMark().getLine() + 1);
    }

    /** The document has something that is not read here; Jackson makes it the cause of its own exception. */
    static final class Unread extends YAMLException {

        private static final long serialVersionUID = 1L;

        private final transient Violation violation;
        private final int line;

        private Unread(Violation violation, int line) {
            super(violation.problem().toString());
            this.violation = violation;
            this.line = line;
        }

        Violation violation() {
            return violation;
        }

        int line() {
            return line;
        }
    }
}

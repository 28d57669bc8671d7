package org.moodlefleet.document;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Writes YAML that {@link Documents}, and each reader of YAML 1.1 or 1.2, reads back as the same: a text stands without
 * quotes only where nobody takes it for anything else.
 */
public final class YamlText {

    /** Words with single blanks between them; a colon within a word is none of a mapping, as in https://. */
    private static final Pattern PLAIN = Pattern.compile(
            "[\\p{L}/](?:[\\p{L}\\p{N}_./@+()-]|(?<=\\S) (?=[\\p{L}\\p{N}_./@+()-])|:(?=[\\p{L}\\p{N}/]))*");

    /** What YAML 1.1 takes for nothing or for a truth value. */
    private static final Set<String> WORDS = Set.of("y", "n", "yes", "no", "on", "off", "true", "false", "null");

    private static final Pattern SURROGATE = Pattern.compile("[\\ud800-\\udfff]");
    /** Characters; the pattern takes stack for each. */
    private static final int LONGEST_PLAIN = 200;

    private static final String STEP = "  ";

    private YamlText() {}

    /** @return with a line feed at its end */
    public static String of(JsonNode document) {
        StringBuilder yaml = new StringBuilder();
        if (isBlock(document)) {
            write(document, "", yaml);
        } else {
            yaml.append(flow(document)).append('\n');
        }
        return yaml.toString();
    }

    /** A text as a scalar, in quotes where it needs them. */
    public static String scalar(String text) {
        boolean plain = text.length() <= LONGEST_PLAIN
                && PLAIN.matcher(text).matches()
                && !WORDS.contains(text.toLowerCase(Locale.ROOT));
        return plain ? text : quoted(text);
    }

    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.codePoints().forEach(letter -> {
            String written = Character.toString(letter);
            if (letter == '"' || letter == '\\') {
                quoted.append('\\').append(written);
            } else if (letter == '\n') {
                quoted.append("\\n");
            } else if (letter == '\t') {
                quoted.append("\\t");
            } else if (isHidden(letter, written)) {
                quoted.append(String.format(letter > 0xffff ? "\\U%08X" : "\\u%04X", letter));
            } else {
                quoted.append(written);
            }
        });
        return quoted.append('"').toString();
    }

    /** What nobody sees, what ends a line and what YAML does not allow is written by its number. */
    private static boolean isHidden(int letter, String written) {
        int type = Character.getType(letter);
        return PlainText.of(written).equals("?") && letter != '?'
                || type == Character.SURROGATE
                || type == Character.FORMAT
                || type == Character.UNASSIGNED
                || type == Character.PRIVATE_USE;
    }

    private static boolean isBlock(JsonNode node) {
        return node.isContainerNode() && !node.isEmpty();
    }

    private static void write(JsonNode node, String indent, StringBuilder yaml) {
        if (node.isArray()) {
            node.forEach(item -> {
                yaml.append(indent).append("-");
                // the first line of what it holds stands behind the dash
                int begin = yaml.length();
                value(item, indent + STEP, yaml);
                if (isBlock(item)) {
                    yaml.replace(begin, begin + 1 + indent.length() + STEP.length(), " ");
                }
            });
            return;
        }
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            yaml.append(indent).append(scalar(field.getKey())).append(':');
            value(field.getValue(), field.getValue().isArray() ? indent : indent + STEP, yaml);
        }
    }

    private static void value(JsonNode node, String indent, StringBuilder yaml) {
        if (isBlock(node)) {
            yaml.append('\n');
            write(node, indent, yaml);
        } else {
            yaml.append(' ').append(flow(node)).append('\n');
        }
    }

    private static String flow(JsonNode node) {
        if (node.isTextual()) {
            return scalar(node.textValue());
        }
        return node.isBigDecimal() ? node.decimalValue().toPlainString() : node.toString();
    }
}

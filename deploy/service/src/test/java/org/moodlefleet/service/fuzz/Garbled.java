package org.moodlefleet.service.fuzz;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;

/**
 * A document spoilt as text.
 *
 * @param refused whether it can no longer be taken for a document of the contract
 */
record Garbled(String what, byte[] body, boolean refused) {

    private static final int DEEP = 5000;

    static Garbled of(String json, boolean yaml, Random random) {
        return switch (random.nextInt(yaml ? 15 : 12)) {
            case 0 -> text("cut off", json.substring(0, 1 + random.nextInt(json.length() - 1)), true);
            case 1 -> text("with something behind it", json + " {}", true);
            case 2 -> text("empty", "", true);
            case 3 -> text("null", "null", true);
            case 4 -> text("a list", "[" + json + "]", true);
            case 5 ->
                text(
                        "with a key twice",
                        "{\"name\":\"one\"," + json.substring(1).replaceFirst("^}", "\"name\":\"two\"}"),
                        hasName(json));
            case 6 -> text("deeply nested", "{\"name\":" + "[".repeat(DEEP) + "]".repeat(DEEP) + "}", true);
            case 7 ->
                text("deeply nested objects", "{\"name\":" + "{\"a\":".repeat(DEEP) + "1" + "}".repeat(DEEP + 1), true);
            case 8 -> new Garbled("in UTF-16", json.getBytes(Charset.forName("UTF-16LE")), true);
            case 9 -> new Garbled("in Latin-1", spoilt(json), json.contains("\"name\":\""));
            case 10 -> text("of another media type", json, true);
            case 11 -> text("with a number of many digits", "{\"name\":" + "9".repeat(3000) + "}", true);
            case 12 -> text("with aliases that multiply", aliases(), true);
            case 13 -> text("with a tag of Java's", "!!javax.script.ScriptEngineManager [ " + json + " ]", false);
            default -> text("with an anchor to itself", "&a [*a]", true);
        };
    }

    private static boolean hasName(String json) {
        return json.startsWith("{\"name\"")
                || json.contains(",\"name\"") && json.indexOf(",\"name\"") < json.indexOf('{', 1);
    }

    /** A byte that no UTF-8 has stands in the first name. */
    private static byte[] spoilt(String json) {
        String marked = json.replaceFirst("\"name\":\"", "\"name\":\"\u0001");
        byte[] bytes = marked.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == 1) {
                bytes[i] = (byte) 0xe9;
                break;
            }
        }
        return Arrays.copyOf(bytes, bytes.length);
    }

    private static String aliases() {
        StringBuilder yaml = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 12; i++) {
            String one = "*a" + (i - 1);
            yaml.append("a")
                    .append(i)
                    .append(": &a")
                    .append(i)
                    .append(" [")
                    .append((one + ", ").repeat(8))
                    .append(one)
                    .append("]\n");
        }
        return yaml.append("tenants: *a11\n").toString();
    }

    private static Garbled text(String what, String text, boolean refused) {
        return new Garbled(what, text.getBytes(StandardCharsets.UTF_8), refused);
    }
}

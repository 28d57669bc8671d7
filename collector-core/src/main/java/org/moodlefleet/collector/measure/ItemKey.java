package org.moodlefleet.collector.measure;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Item keys as Zabbix writes them: a name, and parameters in brackets where it has some. */
public final class ItemKey {

    private static final String WORDS = "[a-z][a-z0-9_]*(?:\\.[a-z0-9_]+)+";
    private static final String MACRO = "\\{#[A-Z0-9_.]+}";
    private static final String PARAMETER = "(?:[A-Za-z0-9_.-]+|" + MACRO + ")";

    /** Words joined by dots; parameters are plain, or a macro each. */
    private static final Pattern KEY = Pattern.compile(WORDS + "(?:\\[" + PARAMETER + "(?:," + PARAMETER + ")*])?");

    /** What the reference uses: a name may end with a dot, a macro may stand anywhere. */
    private static final Pattern LOOSE_KEY =
            Pattern.compile("(?:[a-z0-9_.]|" + MACRO + ")+(?:\\[(?:[A-Za-z0-9_.,-]|" + MACRO + ")+])?");

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_.-]+");

    private static final Pattern ONE_MACRO = Pattern.compile(MACRO);

    private ItemKey() {}

    static boolean isKey(String written) {
        return written != null && KEY.matcher(written).matches();
    }

    static boolean isLooseKey(String written) {
        return LOOSE_KEY.matcher(written).matches();
    }

    static boolean isMacro(String written) {
        return written != null && ONE_MACRO.matcher(written).matches();
    }

    /** The macros that stand in a key, as often as they do. */
    public static List<String> macros(String key) {
        return ONE_MACRO.matcher(key).results().map(found -> found.group()).toList();
    }

    /** The key without its parameters. */
    static String name(String key) {
        int bracket = key.indexOf('[');
        return bracket < 0 ? key : key.substring(0, bracket);
    }

    /** The key with a value in a macro's place, quoted where Zabbix quotes it when it makes an item of a prototype. */
    static String filled(String key, String macro, String value) {
        String name = name(key);
        if (name.length() == key.length()) {
            return key.replace(macro, value);
        }
        List<String> parameters = new ArrayList<>();
        for (String parameter :
                key.substring(name.length() + 1, key.length() - 1).split(",")) {
            parameters.add(parameter.contains(macro) ? quoted(parameter.replace(macro, value)) : parameter);
        }
        return name.replace(macro, value) + "[" + String.join(",", parameters) + "]";
    }

    /** Whether the key is one with a value in the macro's place: only in brackets may it be any text. */
    static boolean takes(String key, String macro, String value) {
        return !name(key).contains(macro) || PLAIN.matcher(value).matches();
    }

    private static String quoted(String parameter) {
        boolean plain = !parameter.startsWith("\"")
                && !parameter.startsWith(" ")
                && !parameter.startsWith("[")
                && parameter.indexOf(',') < 0
                && parameter.indexOf(']') < 0;
        return plain ? parameter : '"' + parameter.replace("\"", "\\\"") + '"';
    }
}

package org.moodlefleet.zabbix.template;

/**
 * A user macro with the value that hosts get unless they have their own.
 *
 * @param macro with its braces, such as {@code {$MOODLE.CRON.MAX}}
 * @param value never a secret: the file is readable
 * @param description may be empty
 */
public record TemplateMacro(String macro, String value, String description) {

    public TemplateMacro {
        if (!macro.startsWith("{$") || !macro.endsWith("}")) {
            throw new IllegalArgumentException("a macro is written {$NAME}, not " + macro);
        }
    }
}

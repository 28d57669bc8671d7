package org.moodlefleet.model;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.moodlefleet.document.InvalidValueException;

/**
 * A macro of an instance's host in Zabbix, by which its own thresholds take the place of a template's. No secret: Zabbix
 * shows it to all who may read the host.
 *
 * @param macro as Zabbix writes it, such as {@code {$MOODLE.STORAGE.MAX}}
 * @param value at most 2048 characters, may be empty
 */
public record HostMacro(String macro, String value) {

    /** Macros of one host. */
    public static final int MOST = 50;

    private static final Pattern MACRO = Pattern.compile("\\{\\$[A-Z0-9_.]{1,200}}");
    /** Ours to set: the site's address, the members of a group, and what the program remembers of a host. */
    private static final Pattern RESERVED = Pattern.compile("\\{\\$(MOODLE\\.URL|MOODLE\\.GROUP|MOODLE_FLEET\\..*)}");

    private static final int LONGEST_VALUE = 2048;

    public HostMacro {
        String hint = "write it as Zabbix does: {$NAME}, of A-Z, 0-9, '_' and '.'";
        Checks.matching("macro", macro, MACRO, "is no macro", hint);
        if (RESERVED.matcher(macro).matches()) {
            throw new InvalidValueException("macro", "is set by the program itself", "leave it out");
        }
        if (!"".equals(value)) {
            Checks.text("value", value, LONGEST_VALUE);
        }
    }

    static List<HostMacro> checked(List<HostMacro> macros) {
        Checks.atMost("macros", macros, MOST);
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < macros.size(); i++) {
            if (!seen.add(macros.get(i).macro())) {
                throw new InvalidValueException("macros/" + i + "/macro", "is given twice", "write each once");
            }
        }
        return List.copyOf(macros);
    }
}

package org.moodlefleet.model;

import static org.moodlefleet.document.DocumentMessage.LEAVE_IT_OUT;
import static org.moodlefleet.model.message.ModelMessage.IS_GIVEN_TWICE;
import static org.moodlefleet.model.message.ModelMessage.IS_NO_MACRO;
import static org.moodlefleet.model.message.ModelMessage.IS_SET_BY_THE_PROGRAM;
import static org.moodlefleet.model.message.ModelMessage.WRITE_A_MACRO;
import static org.moodlefleet.model.message.ModelMessage.WRITE_EACH_ONCE;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.moodlefleet.document.InvalidValueException;
import org.moodlefleet.document.Message;

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
        Message hint = WRITE_A_MACRO;
        Checks.matching("macro", macro, MACRO, IS_NO_MACRO, hint);
        if (RESERVED.matcher(macro).matches()) {
            throw new InvalidValueException("macro", IS_SET_BY_THE_PROGRAM, LEAVE_IT_OUT);
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
                throw new InvalidValueException("macros/" + i + "/macro", IS_GIVEN_TWICE, WRITE_EACH_ONCE);
            }
        }
        return List.copyOf(macros);
    }
}

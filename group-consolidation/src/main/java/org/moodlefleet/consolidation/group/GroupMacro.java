package org.moodlefleet.consolidation.group;

import org.moodlefleet.document.Language;
import org.moodlefleet.document.Localized;
import org.moodlefleet.zabbix.template.TemplateMacro;

/**
 * A threshold of the triggers of a group; the host of a group may have its own value.
 *
 * @param value the default
 */
public record GroupMacro(String macro, String value, Localized description) {

    TemplateMacro in(Language language) {
        return new TemplateMacro(macro, value, description.in(language));
    }
}

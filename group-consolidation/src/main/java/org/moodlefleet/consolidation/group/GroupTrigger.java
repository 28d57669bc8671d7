package org.moodlefleet.consolidation.group;

import java.util.Locale;
import org.moodlefleet.document.InvalidValueException;
import org.moodlefleet.document.Language;
import org.moodlefleet.document.Localized;
import org.moodlefleet.zabbix.template.Severity;
import org.moodlefleet.zabbix.template.TemplateTrigger;

/**
 * A problem of a group.
 *
 * @param id never changes
 * @param expression {@code {T}} stands for the template's name
 * @param severity Zabbix's word in lower case
 * @param description what to do
 */
public record GroupTrigger(String id, Localized name, String expression, String severity, Localized description) {

    public GroupTrigger {
        if (id == null || name == null || expression == null || severity == null || description == null) {
            throw new InvalidValueException(
                    "", "is incomplete", "write id, name, expression, severity and description");
        }
    }

    TemplateTrigger in(Language language, String template) {
        return TemplateTrigger.of(
                        id,
                        name.in(language),
                        expression.replace("{T}", template),
                        Severity.valueOf(severity.toUpperCase(Locale.ROOT)))
                .withDescription(description.in(language), "");
    }
}

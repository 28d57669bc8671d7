package org.moodlefleet.registry.fleet;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.time.Duration;
import org.moodlefleet.registry.model.Choice;
import org.moodlefleet.registry.model.InstanceSettings;
import org.moodlefleet.registry.model.RolePolicy;

/** Settings as they are written; a key that is left out has the default of {@link InstanceSettings}. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SettingsDocument(
        Boolean started, Duration allowedCronPeriod, String rolePolicy, BigDecimal targetVersion, Boolean courseNames) {

    static SettingsDocument of(InstanceSettings settings) {
        return new SettingsDocument(
                settings.started(),
                settings.allowedCronPeriod(),
                Choice.word(settings.rolePolicy()),
                settings.targetVersion(),
                settings.courseNames());
    }

    InstanceSettings settings() {
        InstanceSettings defaults = InstanceSettings.defaults();
        return new InstanceSettings(
                started,
                allowedCronPeriod == null ? defaults.allowedCronPeriod() : allowedCronPeriod,
                rolePolicy == null ? defaults.rolePolicy() : Choice.of(RolePolicy.class, "rolePolicy", rolePolicy),
                targetVersion,
                courseNames == null ? defaults.courseNames() : courseNames);
    }
}

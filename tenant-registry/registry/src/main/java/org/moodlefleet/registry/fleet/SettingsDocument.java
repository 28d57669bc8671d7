package org.moodlefleet.registry.fleet;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.moodlefleet.model.Backfill;
import org.moodlefleet.model.Choice;
import org.moodlefleet.model.HostMacro;
import org.moodlefleet.model.InstanceSettings;
import org.moodlefleet.model.ListedSegments;
import org.moodlefleet.model.ProfileFields;
import org.moodlefleet.model.RolePolicy;

/** Settings as they are written; a key that is left out has the default of {@link InstanceSettings}. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SettingsDocument(
        Boolean started,
        Duration allowedCronPeriod,
        String rolePolicy,
        BigDecimal targetVersion,
        Boolean courseNames,
        SegmentsDocument segments,
        Integer peopleFloor,
        Boolean referenceKeys,
        ProfileFieldsDocument profileFields,
        String backfill,
        List<MacroDocument> macros) {

    static SettingsDocument of(InstanceSettings settings) {
        return new SettingsDocument(
                settings.started(),
                settings.allowedCronPeriod(),
                Choice.word(settings.rolePolicy()),
                settings.targetVersion(),
                settings.courseNames(),
                settings.segments().equals(ListedSegments.NONE) ? null : SegmentsDocument.of(settings.segments()),
                settings.peopleFloor(),
                settings.referenceKeys(),
                ProfileFieldsDocument.of(settings.profileFields()),
                settings.backfill() == null ? null : settings.backfill().toString(),
                settings.macros().isEmpty()
                        ? null
                        : settings.macros().stream().map(MacroDocument::of).toList());
    }

    ListedSegments validSegments() {
        return segments == null ? ListedSegments.NONE : segments.segments();
    }

    ProfileFields validProfileFields() {
        return profileFields == null ? ProfileFields.DEFAULT : profileFields.fields();
    }

    InstanceSettings settings(ListedSegments listed, ProfileFields fields, List<HostMacro> validMacros) {
        InstanceSettings defaults = InstanceSettings.defaults();
        return new InstanceSettings(
                started,
                Objects.requireNonNullElse(allowedCronPeriod, defaults.allowedCronPeriod()),
                rolePolicy == null ? defaults.rolePolicy() : Choice.of(RolePolicy.class, "rolePolicy", rolePolicy),
                targetVersion,
                Objects.requireNonNullElse(courseNames, defaults.courseNames()),
                listed,
                Objects.requireNonNullElse(peopleFloor, defaults.peopleFloor()),
                Objects.requireNonNullElse(referenceKeys, defaults.referenceKeys()),
                fields,
                backfill == null ? null : Backfill.of(backfill),
                validMacros);
    }
}

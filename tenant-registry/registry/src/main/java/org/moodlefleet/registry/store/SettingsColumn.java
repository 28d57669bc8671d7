package org.moodlefleet.registry.store;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Period;
import java.util.List;
import org.moodlefleet.model.Choice;
import org.moodlefleet.model.HostMacro;
import org.moodlefleet.model.InstanceSettings;
import org.moodlefleet.model.ListedSegments;
import org.moodlefleet.model.ProfileFields;
import org.moodlefleet.model.RolePolicy;

/** {@link InstanceSettings} as JSON text; a key that an older release did not write has its default. */
final class SettingsColumn {

    private SettingsColumn() {}

    static String write(InstanceSettings settings) {
        BigDecimal target = settings.targetVersion();
        return new JsonObject()
                .put("started", settings.started())
                .put("allowedCronPeriod", settings.allowedCronPeriod().toString())
                .put("rolePolicy", Choice.word(settings.rolePolicy()))
                .put("targetVersion", target == null ? null : target.toPlainString())
                .put("courseNames", settings.courseNames())
                .put("segments", segments(settings.segments()))
                .put("peopleFloor", settings.peopleFloor())
                .put("referenceKeys", settings.referenceKeys())
                .put("profileFields", fields(settings.profileFields()))
                .put(
                        "backfill",
                        settings.backfill() == null ? null : settings.backfill().toString())
                .put("macros", macros(settings.macros()))
                .encode();
    }

    static InstanceSettings read(String column) {
        JsonObject json = new JsonObject(column);
        InstanceSettings defaults = InstanceSettings.defaults();
        String period = json.getString("allowedCronPeriod");
        RolePolicy policy = Choice.of(RolePolicy.class, "rolePolicy", json.getString("rolePolicy"));
        String backfill = json.getString("backfill");
        String target = json.getString("targetVersion");
        return new InstanceSettings(
                json.getBoolean("started"),
                period == null ? defaults.allowedCronPeriod() : Duration.parse(period),
                policy == null ? defaults.rolePolicy() : policy,
                target == null ? null : new BigDecimal(target),
                json.getBoolean("courseNames", defaults.courseNames()),
                segments(json.getJsonObject("segments", new JsonObject())),
                json.getInteger("peopleFloor", defaults.peopleFloor()),
                json.getBoolean("referenceKeys", defaults.referenceKeys()),
                fields(json.getJsonObject("profileFields", fields(defaults.profileFields()))),
                backfill == null ? null : Period.parse(backfill),
                macros(json.getJsonArray("macros", new JsonArray())));
    }

    private static JsonObject segments(ListedSegments segments) {
        return new JsonObject()
                .put("categories", segments.categories())
                .put("courses", segments.courses())
                .put("cohorts", segments.cohorts());
    }

    private static ListedSegments segments(JsonObject json) {
        return new ListedSegments(ids(json, "categories"), ids(json, "courses"), ids(json, "cohorts"));
    }

    private static List<Long> ids(JsonObject json, String key) {
        return json.getJsonArray(key, new JsonArray()).stream()
                .map(id -> ((Number) id).longValue())
                .toList();
    }

    private static JsonArray macros(List<HostMacro> macros) {
        JsonArray written = new JsonArray();
        macros.forEach(macro ->
                written.add(new JsonObject().put("macro", macro.macro()).put("value", macro.value())));
        return written;
    }

    private static List<HostMacro> macros(JsonArray written) {
        return written.stream()
                .map(JsonObject.class::cast)
                .map(macro -> new HostMacro(macro.getString("macro"), macro.getString("value")))
                .toList();
    }

    private static JsonObject fields(ProfileFields fields) {
        return new JsonObject()
                .put("student", fields.student())
                .put("teacher", fields.teacher())
                .put("staff", fields.staff());
    }

    private static ProfileFields fields(JsonObject json) {
        return new ProfileFields(names(json, "student"), names(json, "teacher"), names(json, "staff"));
    }

    private static List<String> names(JsonObject json, String key) {
        return json.getJsonArray(key).stream().map(String.class::cast).toList();
    }
}

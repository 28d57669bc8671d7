package org.moodlefleet.registry.store;

import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.time.Duration;
import org.moodlefleet.registry.model.Choice;
import org.moodlefleet.registry.model.InstanceSettings;
import org.moodlefleet.registry.model.RolePolicy;

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
                .encode();
    }

    static InstanceSettings read(String column) {
        JsonObject json = new JsonObject(column);
        InstanceSettings defaults = InstanceSettings.defaults();
        String period = json.getString("allowedCronPeriod");
        RolePolicy policy = Choice.of(RolePolicy.class, "rolePolicy", json.getString("rolePolicy"));
        String target = json.getString("targetVersion");
        return new InstanceSettings(
                json.getBoolean("started"),
                period == null ? defaults.allowedCronPeriod() : Duration.parse(period),
                policy == null ? defaults.rolePolicy() : policy,
                target == null ? null : new BigDecimal(target),
                json.getBoolean("courseNames", defaults.courseNames()));
    }
}

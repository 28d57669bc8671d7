package org.moodlefleet.registry.store;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.ZoneId;
import java.util.List;
import org.moodlefleet.document.Language;
import org.moodlefleet.model.Choice;
import org.moodlefleet.model.TenantUser;

/** A tenant's users as JSON text. */
final class UsersColumn {

    private UsersColumn() {}

    static String write(List<TenantUser> users) {
        JsonArray written = new JsonArray();
        users.forEach(user -> written.add(new JsonObject()
                .put("login", user.login())
                .put("name", user.name())
                .put("language", user.language() == null ? null : Choice.word(user.language()))
                .put(
                        "timezone",
                        user.timezone() == null ? null : user.timezone().getId())));
        return written.encode();
    }

    static List<TenantUser> read(String column) {
        return new JsonArray(column)
                .stream()
                        .map(JsonObject.class::cast)
                        .map(user -> new TenantUser(
                                user.getString("login"),
                                user.getString("name"),
                                Choice.of(Language.class, "language", user.getString("language")),
                                zone(user.getString("timezone"))))
                        .toList();
    }

    static ZoneId zone(String id) {
        return id == null ? null : ZoneId.of(id);
    }
}

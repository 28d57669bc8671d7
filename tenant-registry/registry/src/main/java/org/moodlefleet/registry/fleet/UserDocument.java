package org.moodlefleet.registry.fleet;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.moodlefleet.document.Language;
import org.moodlefleet.model.Choice;
import org.moodlefleet.model.TenantUser;

/** Somebody of a tenant as it is written; null means that the key is left out. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record UserDocument(String login, String name, String language, String timezone) {

    static UserDocument of(TenantUser user) {
        return new UserDocument(
                user.login(),
                user.name(),
                user.language() == null ? null : Choice.word(user.language()),
                user.timezone() == null ? null : user.timezone().getId());
    }

    TenantUser user() {
        return new TenantUser(
                login, name, Choice.of(Language.class, "language", language), TimeZones.of("timezone", timezone));
    }
}

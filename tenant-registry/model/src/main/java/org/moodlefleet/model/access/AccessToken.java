package org.moodlefleet.model.access;

import static org.moodlefleet.document.DocumentMessage.LEAVE_IT_OUT;
import static org.moodlefleet.model.message.ModelMessage.IS_NOT_FOR_OPERATORS;
import static org.moodlefleet.model.message.ModelMessage.WRITE_AN_INSTANT;

import java.time.Instant;
import org.moodlefleet.document.InvalidValueException;
import org.moodlefleet.model.Checks;
import org.moodlefleet.model.Choice;

/**
 * A token of the config API, without what is secret of it.
 *
 * @param id part of the token, by which it is found and revoked
 * @param tenant the only one that it opens; null: all
 * @param expires the first instant at which it is no longer accepted
 * @param lastUsed to about a minute; null: never
 */
public record AccessToken(
        String id, String name, Role role, String tenant, Instant created, Instant expires, Instant lastUsed) {

    public AccessToken {
        Checks.text("name", name, 200);
        Checks.present("role", role, Choice.hint(Role.class));
        Checks.present("expires", expires, WRITE_AN_INSTANT);
        if (role == Role.OPERATOR && tenant != null) {
            throw new InvalidValueException("tenant", IS_NOT_FOR_OPERATORS, LEAVE_IT_OUT);
        }
    }

    public Grant grant() {
        return new Grant(new Caller("token " + name + " (" + id + ")", role, tenant), id, expires);
    }
}

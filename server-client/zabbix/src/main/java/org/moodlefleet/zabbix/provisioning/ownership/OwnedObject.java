package org.moodlefleet.zabbix.provisioning.ownership;

import java.time.Duration;
import java.time.Instant;
import org.moodlefleet.zabbix.provisioning.state.DesiredObject;

/**
 * What the {@link OwnershipStore} holds of one object.
 *
 * @param identity by which a wanted object is known to be this one, whatever it is called
 * @param name that we gave it
 * @param id in Zabbix, empty between the intention to make it and the answer that it is made
 * @param removedAt seconds since the epoch at which it was no longer wanted, 0 while it is
 * @param declared digest of what the person it is for may change, as we declared it the last time; may be empty
 * @param takenOver whether it came by an {@link Adoption} and was never wanted since
 */
public record OwnedObject(String identity, String name, String id, long removedAt, String declared, boolean takenOver) {

    private static final String NONE = "-";
    private static final String TAKEN_OVER = "taken-over";

    public static OwnedObject intention(DesiredObject object) {
        return intention(object.identity(), object.name());
    }

    private static OwnedObject intention(String identity, String name) {
        return new OwnedObject(identity, name, "", 0, "", false);
    }

    public OwnedObject made(String newId, String newDeclared) {
        return new OwnedObject(identity, name, newId, 0, newDeclared, false);
    }

    public OwnedObject retired(long at) {
        return new OwnedObject(identity, name, id, at, declared, takenOver);
    }

    /** The same one of our registry. */
    public OwnedObject takenOver(String newIdentity, boolean wanted) {
        return new OwnedObject(newIdentity, name, id, removedAt, declared, !wanted);
    }

    public boolean isOf(DesiredObject object) {
        return identity.equals(object.identity());
    }

    public boolean due(Duration grace, Instant now) {
        return grace.isZero()
                || removedAt > 0
                        && !now.isBefore(Instant.ofEpochSecond(removedAt).plus(grace));
    }

    /**
     * @param title what {@link #title} gave
     * @param value what {@link #value} gave; what is no such thing is an intention, so that it proves nothing
     */
    static OwnedObject parse(String title, String value) {
        String[] lines = title.split("\\R", 2);
        String identity = lines[lines.length - 1];
        String[] parts = value.split(" ");
        if (parts.length < 3 || parts.length > 4 || !parts[1].matches("\\d{1,12}")) {
            return intention(identity, lines[0]);
        }
        return new OwnedObject(
                identity,
                lines[0],
                text(parts[0]),
                Long.parseLong(parts[1]),
                text(parts[2]),
                parts.length == 4 && parts[3].equals(TAKEN_OVER));
    }

    /** The name, and below it the identity where it is another. */
    String title() {
        return identity.equals(name) ? name : name + "\n" + identity;
    }

    String value() {
        return word(id) + " " + removedAt + " " + word(declared) + (takenOver ? " " + TAKEN_OVER : "");
    }

    private static String word(String text) {
        return text.isEmpty() ? NONE : text;
    }

    private static String text(String word) {
        return word.equals(NONE) ? "" : word;
    }
}

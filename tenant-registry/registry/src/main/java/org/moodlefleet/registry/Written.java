package org.moodlefleet.registry;

/**
 * What became of an object that was to be written.
 *
 * @param value as it is stored now
 */
public record Written<T>(Outcome outcome, T value) {

    public boolean created() {
        return outcome == Outcome.CREATED;
    }
}

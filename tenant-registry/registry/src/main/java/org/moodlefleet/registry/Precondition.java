package org.moodlefleet.registry;

import static org.moodlefleet.registry.message.RegistryMessage.EXISTS_ALREADY;

import java.util.Optional;
import java.util.Set;
import org.moodlefleet.document.Message;

/** What must hold of a stored object for a change to be made. */
@FunctionalInterface
public interface Precondition {

    /** Whatever is there. */
    Precondition NONE = (what, version) -> {};

    /** Nothing is there yet. */
    Precondition ABSENT = (what, version) -> {
        if (version.isPresent()) {
            throw RefusedException.conflict(EXISTS_ALREADY.with(what));
        }
    };

    /** Nothing is there, or the caller's picture of it is wrong. */
    Precondition UNUSED = (what, version) -> {
        if (version.isPresent()) {
            throw RefusedException.unexpected(what);
        }
    };

    /** Something is there. */
    Precondition PRESENT = (what, version) -> {
        if (version.isEmpty()) {
            throw RefusedException.outdated(what);
        }
    };

    /** One of these versions is there. */
    static Precondition versions(Set<Long> expected) {
        return (what, version) -> {
            if (version.isEmpty() || !expected.contains(version.get())) {
                throw RefusedException.outdated(what);
            }
        };
    }

    /**
     * @param what the object, for the message
     * @param version of what is stored, empty when nothing is
     * @throws RefusedException when it does not hold
     */
    void check(Message what, Optional<Long> version);
}

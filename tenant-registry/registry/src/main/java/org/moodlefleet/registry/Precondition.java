package org.moodlefleet.registry;

import java.util.Optional;
import java.util.Set;

/** What must hold of a stored object for a change to be made. */
@FunctionalInterface
public interface Precondition {

    /** Whatever is there. */
    Precondition NONE = (what, version) -> {};

    /** Nothing is there yet. */
    Precondition ABSENT = (what, version) -> {
        if (version.isPresent()) {
            throw RefusedException.conflict("The " + what + " exists already");
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
    void check(String what, Optional<Long> version);
}

package org.moodlefleet.registry.api;

/** Is told how far some work is. */
@FunctionalInterface
interface Progress {

    /** Nobody listens. */
    Progress IGNORED = (done, total) -> {};

    void at(int done, int total);
}

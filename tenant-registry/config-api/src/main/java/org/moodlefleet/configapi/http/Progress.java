package org.moodlefleet.configapi.http;

/** Is told how far some work is. */
@FunctionalInterface
public interface Progress {

    /** Nobody listens. */
    Progress IGNORED = (done, total) -> {};

    void at(int done, int total);
}

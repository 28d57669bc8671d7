package org.moodlefleet.collector.moodle;

/** Carries a {@link CollectionFailure} through a Future. */
public final class CollectionException extends RuntimeException {

    private final transient CollectionFailure failure;

    public CollectionException(CollectionFailure failure) {
        super(failure.message().toString(), null, false, false);
        this.failure = failure;
    }

    public CollectionFailure failure() {
        return failure;
    }
}

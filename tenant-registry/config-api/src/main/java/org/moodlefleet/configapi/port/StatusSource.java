package org.moodlefleet.configapi.port;

/** Where the API learns how the collection goes; the program provides it. */
@FunctionalInterface
public interface StatusSource {

    /**
     * Asked on an event loop: answers from memory.
     *
     * @return {@link StatusDocument#unknown()} for an instance that is not known
     */
    StatusDocument status(String tenant, String instance);
}

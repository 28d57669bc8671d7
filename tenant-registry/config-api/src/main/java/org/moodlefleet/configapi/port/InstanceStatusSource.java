package org.moodlefleet.configapi.port;

/** Where the API learns how the collection goes; the program provides it. */
@FunctionalInterface
public interface InstanceStatusSource {

    /**
     * Asked on an event loop: answers from memory.
     *
     * @return {@link InstanceStatus#unknown()} for an instance that is not known
     */
    InstanceStatus status(String tenant, String instance);
}

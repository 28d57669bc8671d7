package org.moodlefleet.zabbix.provisioning.unfinished;

import java.util.Optional;

/** Remembers the call that is being made, over the end of the program. One call is made at a time. */
public interface CallJournal {

    /** Notes a call before it is made; durable when it returns. */
    void begin(UnfinishedCall call);

    /** The call has ended: Zabbix has answered it. */
    void end();

    /** The last call that was begun and has not ended. */
    Optional<UnfinishedCall> unfinished();

    /** One that remembers for as long as the program runs. */
    static CallJournal inMemory() {
        return new CallJournal() {
            private volatile UnfinishedCall last;

            @Override
            public void begin(UnfinishedCall call) {
                last = call;
            }

            @Override
            public void end() {
                last = null;
            }

            @Override
            public Optional<UnfinishedCall> unfinished() {
                return Optional.ofNullable(last);
            }
        };
    }
}

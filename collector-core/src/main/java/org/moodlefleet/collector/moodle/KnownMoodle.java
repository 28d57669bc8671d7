package org.moodlefleet.collector.moodle;

import java.time.Instant;
import org.moodlefleet.collector.measure.Capabilities;

/**
 * What a tick knows of a Moodle before it reads the first measure.
 *
 * @param offer what it has, of all that measure sets need
 * @param now by the clock of its database, in whole seconds
 */
public record KnownMoodle(MoodleSite site, Capabilities offer, Instant now) {

    /** The same Moodle, with the tables and columns that were read another time. */
    KnownMoodle withSchemaOf(KnownMoodle other) {
        return new KnownMoodle(site, new Capabilities(other.offer.schema(), offer.plugins()), now);
    }
}

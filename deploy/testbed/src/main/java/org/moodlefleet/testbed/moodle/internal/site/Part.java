package org.moodlefleet.testbed.moodle.internal.site;

import java.util.SplittableRandom;

/** A part of the site: some tables that belong together. */
interface Part {
    void write(Site site, SplittableRandom random);
}

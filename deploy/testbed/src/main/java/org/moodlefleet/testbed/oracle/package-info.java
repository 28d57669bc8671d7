/** What the measures must be, computed naively: the judge of the measure sets. */
package org.moodlefleet.testbed.oracle;

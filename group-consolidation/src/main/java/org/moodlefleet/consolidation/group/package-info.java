/**
 * MOODLE GROUP: calculated items that consolidate the Moodles of a group.
 */
package org.moodlefleet.consolidation.group;

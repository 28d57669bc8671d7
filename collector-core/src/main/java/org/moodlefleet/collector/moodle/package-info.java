/**
 * A Moodle's database, only read: connections with a read-only session and a statement timeout, in a
 * lane of bounded width for each database server.
 */
package org.moodlefleet.collector.moodle;

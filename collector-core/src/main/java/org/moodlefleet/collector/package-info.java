/**
 * Reads Moodles. A sample's way: {@code fleet} deploys one verticle an instance, its schedule calls {@code tick},
 * which reads the due measure sets of one rate by {@code moodle} in a {@code lane} and stores their samples;
 * {@code backlog} does the same for the past, {@code inspection} on request.
 */
package org.moodlefleet.collector;

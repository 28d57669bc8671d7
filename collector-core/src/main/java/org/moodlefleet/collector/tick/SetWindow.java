package org.moodlefleet.collector.tick;

import org.moodlefleet.collector.window.Window;
import org.moodlefleet.model.SetName;

/**
 * A window of a measure set, as it is stored.
 *
 * @param set with its template, {@code moodle/daily-badges}
 * @param catchesUp whether windows of the set that were passed over can be collected later
 */
public record SetWindow(SetName set, Window window, boolean catchesUp) {}

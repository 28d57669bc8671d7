package org.moodlefleet.registry;

import org.moodlefleet.model.Instance;
import org.moodlefleet.model.Password;

/**
 * An instance as it shall be.
 *
 * @param password null: the stored one stays; a new instance needs one
 */
public record InstanceDraft(Instance instance, Password password) {}

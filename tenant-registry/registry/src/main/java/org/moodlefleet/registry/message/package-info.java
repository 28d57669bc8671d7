/** What is said of what is written into the registry. */
package org.moodlefleet.registry.message;

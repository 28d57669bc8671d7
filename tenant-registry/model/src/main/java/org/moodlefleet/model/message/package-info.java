/** What is said of the words that all share. */
package org.moodlefleet.model.message;

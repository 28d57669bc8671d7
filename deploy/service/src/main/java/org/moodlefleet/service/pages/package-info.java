/**
 * Generated pages of the measures, in English and French.
 */
package org.moodlefleet.service.pages;

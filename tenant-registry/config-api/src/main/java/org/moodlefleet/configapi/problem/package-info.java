/**
 * What a refused caller is told, in English and French.
 */
package org.moodlefleet.configapi.problem;

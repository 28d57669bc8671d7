/**
 * Long work that is answered with 202 and asked for later.
 */
package org.moodlefleet.configapi.operation;

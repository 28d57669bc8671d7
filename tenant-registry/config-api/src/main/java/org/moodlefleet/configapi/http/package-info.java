/**
 * A request and its answer as endpoints see them, and the server that takes them.
 */
package org.moodlefleet.configapi.http;

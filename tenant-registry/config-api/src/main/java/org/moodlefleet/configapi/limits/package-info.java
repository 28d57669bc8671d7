/**
 * What a caller of the config API may cost: requests in a time, bytes that are held, work at once, connections. Whoever
 * asks for more is told when to come again, and takes nothing from the others.
 */
package org.moodlefleet.configapi.limits;

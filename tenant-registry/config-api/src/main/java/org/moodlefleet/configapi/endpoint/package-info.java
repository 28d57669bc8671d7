/**
 * One class for each resource of the API: its routes as a table, then one method a route.
 */
package org.moodlefleet.configapi.endpoint;

/** Database servers that let everybody in and then do what no server should, for both protocols. */
package org.moodlefleet.testbed.rogue;

/** The command line: each command ends with 0 (fine), 1 (failed, one line says why) or 2 (usage). */
package org.moodlefleet.service.command;

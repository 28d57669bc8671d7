/** What the command line says, in the language of whoever calls it. */
package org.moodlefleet.service.command.message;

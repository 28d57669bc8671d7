/**
 * What commands share at the terminal: tables, output formats, questions, failures.
 */
package org.moodlefleet.service.command.terminal;

/**
 * The process around the work: data folder, log, management server, certificates, secrets, fatal errors.
 */
package org.moodlefleet.service.process;

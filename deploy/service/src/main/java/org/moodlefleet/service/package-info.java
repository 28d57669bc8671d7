/**
 * The program: reads the configuration, wires the rooms together and runs them, on the command line or as
 * a service.
 */
package org.moodlefleet.service;

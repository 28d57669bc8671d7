/**
 * The program: what it consists of, in which order it starts and stops.
 */
package org.moodlefleet.service;

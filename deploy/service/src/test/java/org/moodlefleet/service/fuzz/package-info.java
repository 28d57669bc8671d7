/** Fuzzing of the config API from its own contract: requests that are valid, nearly valid and odd, and what must hold of every answer. */
package org.moodlefleet.service.fuzz;

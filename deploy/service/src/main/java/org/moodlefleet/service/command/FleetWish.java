package org.moodlefleet.service.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.moodlefleet.document.Fault;

/** A whole fleet as somebody wrote it down. */
interface FleetWish {

    /** As one document for the service. */
    JsonNode document();

    /**
     * A line for each fault, by the place where the writer finds it.
     *
     * @param faults of the one document
     */
    List<String> located(List<Fault> faults);
}

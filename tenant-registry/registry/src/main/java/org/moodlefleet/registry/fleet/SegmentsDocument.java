package org.moodlefleet.registry.fleet;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Objects;
import org.moodlefleet.model.ListedSegments;

/** Listed segments as they are written; a list that is left out is empty. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record SegmentsDocument(List<Long> categories, List<Long> courses, List<Long> cohorts) {

    static SegmentsDocument of(ListedSegments segments) {
        return new SegmentsDocument(segments.categories(), segments.courses(), segments.cohorts());
    }

    ListedSegments segments() {
        return new ListedSegments(orEmpty(categories), orEmpty(courses), orEmpty(cohorts));
    }

    private static List<Long> orEmpty(List<Long> ids) {
        return Objects.requireNonNullElse(ids, List.of());
    }
}

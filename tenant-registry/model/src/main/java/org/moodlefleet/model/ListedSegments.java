package org.moodlefleet.model;

import static org.moodlefleet.model.message.ModelMessage.IS_NO_ID;
import static org.moodlefleet.model.message.ModelMessage.STANDS_TWICE_IN_LIST;
import static org.moodlefleet.model.message.ModelMessage.WRITE_AN_ID;
import static org.moodlefleet.model.message.ModelMessage.WRITE_A_POSITIVE_NUMBER;
import static org.moodlefleet.model.message.ModelMessage.WRITE_EACH_ID_ONCE;

import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.moodlefleet.document.InvalidValueException;

/**
 * Segments of an instance that its operator has listed, by their ids in Moodle. An empty list is none.
 *
 * @param categories course categories, of whatever depth, that are measured in the place of the root ones
 * @param courses courses of interest; no other course is measured by itself
 * @param cohorts cohorts that are measured in the place of all
 */
public record ListedSegments(List<Long> categories, List<Long> courses, List<Long> cohorts) {

    public static final ListedSegments NONE = new ListedSegments(List.of(), List.of(), List.of());

    private static final int MOST = 500;

    public ListedSegments {
        categories = ids("categories", categories);
        courses = ids("courses", courses);
        cohorts = ids("cohorts", cohorts);
    }

    private static List<Long> ids(String field, List<Long> written) {
        Checks.atMost(field, written, MOST);
        Set<Long> seen = new HashSet<>();
        for (int i = 0; i < written.size(); i++) {
            String element = field + "/" + i;
            Long id = Checks.present(element, written.get(i), WRITE_AN_ID);
            if (id <= 0) {
                throw new InvalidValueException(element, IS_NO_ID, WRITE_A_POSITIVE_NUMBER);
            }
            if (!seen.add(id)) {
                throw new InvalidValueException(element, STANDS_TWICE_IN_LIST, WRITE_EACH_ID_ONCE);
            }
        }
        return List.copyOf(written);
    }

    /** Of what something is listed. */
    public Set<ListedSegment> given() {
        Set<ListedSegment> given = EnumSet.noneOf(ListedSegment.class);
        if (!categories.isEmpty()) {
            given.add(ListedSegment.CATEGORIES);
        }
        if (!courses.isEmpty()) {
            given.add(ListedSegment.COURSES);
        }
        if (!cohorts.isEmpty()) {
            given.add(ListedSegment.COHORTS);
        }
        return given;
    }
}

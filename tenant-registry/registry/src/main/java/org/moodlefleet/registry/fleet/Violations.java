package org.moodlefleet.registry.fleet;

import java.util.List;
import java.util.function.Supplier;
import org.moodlefleet.document.InvalidValueException;
import org.moodlefleet.document.Message;
import org.moodlefleet.document.Violation;
import org.moodlefleet.document.ViolationList;

/** Gathers what is wrong all over a document, so that its writer hears of everything at once. */
final class Violations {

    private final ViolationList found = new ViolationList();

    void add(String pointer, Message problem, Message hint) {
        found.add(() -> new Violation(pointer, problem, hint));
    }

    /** @return null when a value was refused, which is noted */
    <T> T attempt(String pointer, Supplier<T> making) {
        try {
            return making.get();
        } catch (InvalidValueException e) {
            Violation violation = e.violation();
            add(pointer + violation.pointer(), violation.problem(), violation.hint());
            return null;
        }
    }

    int count() {
        return found.count();
    }

    List<Violation> found() {
        return found.told();
    }
}

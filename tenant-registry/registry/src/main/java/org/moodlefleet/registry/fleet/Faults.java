package org.moodlefleet.registry.fleet;

import java.util.List;
import java.util.function.Supplier;
import org.moodlefleet.document.Fault;
import org.moodlefleet.document.FaultList;
import org.moodlefleet.document.InvalidValueException;

/** Gathers what is wrong all over a document, so that its writer hears of everything at once. */
final class Faults {

    private final FaultList found = new FaultList();

    void add(String pointer, String problem, String mend) {
        found.add(() -> new Fault(pointer, problem, mend));
    }

    /** @return null when a value was refused, which is noted */
    <T> T attempt(String pointer, Supplier<T> making) {
        try {
            return making.get();
        } catch (InvalidValueException e) {
            Fault fault = e.fault();
            add(pointer + fault.pointer(), fault.problem(), fault.mend());
            return null;
        }
    }

    int count() {
        return found.count();
    }

    List<Fault> found() {
        return found.told();
    }
}

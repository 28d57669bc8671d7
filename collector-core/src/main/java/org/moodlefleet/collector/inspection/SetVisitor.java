package org.moodlefleet.collector.inspection;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.moodlefleet.collector.measure.Capabilities;
import org.moodlefleet.collector.measure.sql.Statement;
import org.moodlefleet.collector.moodle.CollectionException;
import org.moodlefleet.collector.moodle.CollectionFailure;
import org.moodlefleet.collector.moodle.MoodleInstance;
import org.moodlefleet.collector.moodle.MoodleSite;
import org.moodlefleet.collector.tick.CollectionTask;
import org.moodlefleet.collector.tick.TickParameters;
import org.moodlefleet.collector.window.Calendar;

/** Goes through measure sets one after the other, for what looks at their queries without collecting. */
final class SetVisitor {

    /** What is done with each set. */
    interface Visit {
        void visit(CollectionTask due, Statement statement, Map<String, Object> parameters) throws SQLException;

        /** A set's visit failed, and the database can still be asked. */
        void failed(CollectionTask due, CollectionFailure failure);
    }

    private SetVisitor() {}

    /** Visits the sets that the Moodle offers what they need for; ends early when its database goes away. */
    static void each(
            MoodleInstance instance,
            MoodleSite site,
            Calendar calendar,
            Capabilities offered,
            List<CollectionTask> due,
            Visit visit) {
        for (CollectionTask one : due) {
            if (one.set().offeredBy(offered)) {
                visit(instance, site, calendar, one.on(offered), visit);
            }
        }
    }

    private static void visit(
            MoodleInstance instance, MoodleSite site, Calendar calendar, CollectionTask due, Visit visit) {
        try {
            visit.visit(due, due.statementFor(instance), TickParameters.of(due, instance, site, calendar));
        } catch (SQLException | RuntimeException e) {
            CollectionFailure failure = CollectionFailure.of(e);
            if (failure.concernsTheDatabase()) {
                throw new CollectionException(failure);
            }
            visit.failed(due, failure);
        }
    }
}

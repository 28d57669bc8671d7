package org.moodlefleet.collector;

import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import org.moodlefleet.collector.measure.Offer;
import org.moodlefleet.collector.measure.Statement;
import org.moodlefleet.collector.moodle.CollectionException;
import org.moodlefleet.collector.moodle.CollectionFailure;
import org.moodlefleet.collector.moodle.MoodleInstance;
import org.moodlefleet.collector.moodle.MoodleSite;
import org.moodlefleet.collector.window.Calendar;

/** Goes through measure sets one after the other, for what looks at their queries without collecting. */
final class SetWalk {

    /** What is done with each set. */
    interface Visit {
        Future<Void> visit(Due due, Statement statement, Map<String, Object> parameters);

        /** A set's visit failed, and the database can still be asked. */
        void failed(Due due, CollectionFailure failure);
    }

    private SetWalk() {}

    /** Visits the sets that the Moodle offers what they need for; ends early when its database goes away. */
    static Future<Void> each(
            MoodleInstance instance, MoodleSite site, Calendar calendar, Offer offered, List<Due> due, Visit visit) {
        Future<Void> walked = Future.succeededFuture();
        for (Due one : due) {
            if (one.set().needs().metBy(offered)) {
                walked = walked.compose(done -> visit(instance, site, calendar, one, visit));
            }
        }
        return walked;
    }

    private static Future<Void> visit(
            MoodleInstance instance, MoodleSite site, Calendar calendar, Due due, Visit visit) {
        Map<String, Object> parameters = TickParameters.of(due, instance, site, calendar);
        return visit.visit(due, due.statementFor(instance), parameters).recover(e -> {
            CollectionFailure failure = CollectionFailure.of(e);
            if (failure.concernsTheDatabase()) {
                return Future.failedFuture(new CollectionException(failure));
            }
            visit.failed(due, failure);
            return Future.succeededFuture();
        });
    }
}

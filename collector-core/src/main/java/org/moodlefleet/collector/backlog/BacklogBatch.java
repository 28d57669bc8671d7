package org.moodlefleet.collector.backlog;

import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.moodlefleet.collector.measure.Shape;
import org.moodlefleet.collector.measure.sql.Statement;
import org.moodlefleet.collector.moodle.KnownMoodle;
import org.moodlefleet.collector.moodle.MoodleInstance;
import org.moodlefleet.collector.moodle.MoodleSession;
import org.moodlefleet.collector.schedule.Schedule;
import org.moodlefleet.collector.tick.CollectionTask;
import org.moodlefleet.collector.tick.HistoryLimits;
import org.moodlefleet.collector.tick.Samples;
import org.moodlefleet.collector.tick.TickParameters;
import org.moodlefleet.collector.window.Window;
import org.moodlefleet.model.Backlog;
import org.moodlefleet.zabbix.Sample;

/**
 * Some windows of one set's backlog that are read by one statement.
 *
 * @param backlog as it was read
 * @param passedOver windows before them that cannot be had
 * @param limit why not
 * @param due the windows; none when all were passed over, or when the Moodle does not offer what the set needs
 * @param statement of each of them
 * @param reached end of the last window; of the backlog when nothing of it is left
 */
record BacklogBatch(
        Backlog backlog,
        int passedOver,
        Optional<HistoryLimits.Limit> limit,
        Statement statement,
        List<CollectionTask> due,
        List<Map<String, Object>> parameters,
        Instant reached) {

    /** Windows that are looked at, at once, to be passed over. */
    private static final int MOST_PASSED_OVER = 10_000;

    /** PostgreSQL takes 65535 values with a statement. */
    private static final int MOST_VALUES = 30_000;

    static BacklogBatch of(
            Backlog backlog,
            CatchUpSets.Known set,
            int most,
            MoodleInstance instance,
            KnownMoodle moodle,
            HistoryLimits reach,
            Schedule schedule) {
        List<Window> windows =
                schedule.calendar().from(set.set().rate(), backlog.next(), backlog.end(), MOST_PASSED_OVER);
        Statement statement = set.template()
                .statement(
                        set.set(),
                        instance.database().engine(),
                        instance.settings().rolePolicy(),
                        instance.database()::table,
                        set.set().lacking(moodle.offer()));
        int atOnce = set.set().shape() == Shape.LIST && !statement.isLimited() ? 1 : most;
        List<CollectionTask> due = new ArrayList<>();
        List<Map<String, Object>> parameters = new ArrayList<>();
        Optional<HistoryLimits.Limit> limit = Optional.empty();
        int passedOver = 0;
        int values = 0;
        boolean offered = set.set().offeredBy(moodle.offer());
        for (Window window : offered ? windows : List.<Window>of()) {
            CollectionTask one = new CollectionTask(
                            set.template(),
                            set.set(),
                            window,
                            schedule.tickAfter(set.set().rate(), window.end()),
                            true,
                            0)
                    .on(moodle.offer());
            Map<String, Object> ofWindow = TickParameters.of(one, instance, moodle.site(), schedule.calendar());
            Optional<HistoryLimits.Limit> inTheWay = reach.inTheWayOf(one, ofWindow);
            if (inTheWay.isPresent() && due.isEmpty()) {
                limit = inTheWay;
                passedOver++;
                continue;
            }
            values += statement.bind(ofWindow).values().size();
            if (inTheWay.isPresent() || due.size() == atOnce || !due.isEmpty() && values > MOST_VALUES) {
                break;
            }
            due.add(one);
            parameters.add(ofWindow);
        }
        return new BacklogBatch(
                backlog,
                passedOver,
                limit,
                statement,
                due,
                parameters,
                reached(backlog, windows, passedOver + due.size()));
    }

    private static Instant reached(Backlog backlog, List<Window> windows, int taken) {
        boolean all = taken == windows.size() && windows.size() < MOST_PASSED_OVER || taken == 0;
        return all ? backlog.end() : windows.get(taken - 1).end();
    }

    /** @return the samples of all its windows, oldest first */
    List<Sample> read(MoodleSession session, MoodleInstance instance) throws SQLException {
        if (due.isEmpty()) {
            return List.of();
        }
        if (due.size() == 1) {
            return Samples.of(instance, due.get(0), due.get(0).rows(session, statement.bind(parameters.get(0))));
        }
        List<Map<String, Object>> rows = due.get(0).rows(session, statement.forWindows(parameters));
        return IntStream.range(0, due.size())
                .boxed()
                .flatMap(i -> Samples.of(instance, due.get(i), ofWindow(rows, i)).stream())
                .toList();
    }

    private static List<Map<String, Object>> ofWindow(List<Map<String, Object>> rows, int window) {
        return rows.stream()
                .filter(row -> ((Number) row.get(Statement.WINDOW)).intValue() == window)
                .toList();
    }
}

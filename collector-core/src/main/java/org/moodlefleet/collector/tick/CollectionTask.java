package org.moodlefleet.collector.tick;

import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.moodlefleet.collector.measure.Capabilities;
import org.moodlefleet.collector.measure.Measure;
import org.moodlefleet.collector.measure.MeasureSet;
import org.moodlefleet.collector.measure.Nature;
import org.moodlefleet.collector.measure.Template;
import org.moodlefleet.collector.measure.sql.Statement;
import org.moodlefleet.collector.moodle.MoodleInstance;
import org.moodlefleet.collector.moodle.MoodleSession;
import org.moodlefleet.collector.window.Window;
import org.moodlefleet.model.SetName;

/**
 * A measure set that is to be read for a window.
 *
 * @param tick scheduled moment of the collection
 * @param late whether the window is older than the last complete one: then states are gone
 * @param missedTicks ticks before this one at which the set was not read
 * @param lacking tables and columns that the set names and its Moodle has not
 */
public record CollectionTask(
        Template template,
        MeasureSet set,
        Window window,
        Instant tick,
        boolean late,
        long missedTicks,
        Set<String> lacking) {

    /** Of a Moodle of which it is not known yet what it lacks. */
    public CollectionTask(
            Template template, MeasureSet set, Window window, Instant tick, boolean late, long missedTicks) {
        this(template, set, window, tick, late, missedTicks, Set.of());
    }

    /** The same, of a Moodle. */
    public CollectionTask on(Capabilities offer) {
        return new CollectionTask(template, set, window, tick, late, missedTicks, set.lacking(offer));
    }

    /** {@code moodle/users-accounts}: how the set is named in watermarks, logs and metrics. */
    public SetName name() {
        return new SetName(template.id(), set.set());
    }

    SetWindow stored() {
        return new SetWindow(name(), window, set.catchesUp());
    }

    public Statement statementFor(MoodleInstance instance) {
        return template.statement(
                set,
                instance.database().engine(),
                instance.settings().rolePolicy(),
                instance.database()::table,
                lacking);
    }

    /** Runs its statement; one that an operator wrote so that nothing of it outlives it. */
    public List<Map<String, Object>> rows(MoodleSession session, Statement.Bound statement) throws SQLException {
        return template.own() ? session.queryAndUndo(statement) : session.query(statement);
    }

    boolean wants(Measure measure) {
        return (!late || measure.nature() == Nature.WINDOW) && set.yields(measure, lacking);
    }

    /** What is not collected of it, because the Moodle lacks what it rests on; empty when all is. */
    public Optional<LeftOutMeasures> leftOut() {
        boolean all = !lacking.isEmpty() && !set.mayLack().keySet().containsAll(lacking);
        List<String> keys = set.measures().stream()
                .filter(measure -> all || !set.yields(measure, lacking))
                .map(Measure::key)
                .toList();
        return keys.isEmpty()
                ? Optional.empty()
                : Optional.of(new LeftOutMeasures(name().toString(), keys, List.copyOf(lacking)));
    }

    /**
     * As of when it is read: a set of windows only as of the end of its window, so that it says the same whenever that is.
     */
    public Instant moment() {
        return set.catchesUp() && set.stateMeasures() == 0 ? window.end() : tick;
    }

    /** Values of it that cannot be had any more. */
    long statesMissed() {
        return missedTicks * set.stateMeasures();
    }
}

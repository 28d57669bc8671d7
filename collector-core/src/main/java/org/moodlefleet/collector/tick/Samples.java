package org.moodlefleet.collector.tick;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.moodlefleet.collector.measure.Measure;
import org.moodlefleet.collector.measure.Nature;
import org.moodlefleet.collector.measure.Rate;
import org.moodlefleet.collector.measure.Reading;
import org.moodlefleet.collector.measure.Readings;
import org.moodlefleet.collector.measure.Segment;
import org.moodlefleet.collector.measure.SegmentRows;
import org.moodlefleet.collector.measure.Shape;
import org.moodlefleet.collector.moodle.MoodleInstance;
import org.moodlefleet.zabbix.Sample;

/** Makes the samples of a measure set from the rows that its query answered. */
public final class Samples {

    /** Always the same, so that Zabbix keeps one of a sample sent twice; not 0, which Zabbix 7.0 takes for "not given". */
    private static final int NS = 1;

    private final MoodleInstance instance;
    private final CollectionTask due;

    private Samples(MoodleInstance instance, CollectionTask due) {
        this.instance = instance;
        this.due = due;
    }

    /**
     * @param rows with lower-case column names
     * @throws org.moodlefleet.collector.measure.MeasureMismatchException when the rows are not as the set declares
     */
    public static List<Sample> of(MoodleInstance instance, CollectionTask due, List<Map<String, Object>> rows) {
        Samples samples = new Samples(instance, due);
        return due.set().shape() == Shape.DISCOVERY
                ? List.of(samples.discovery(
                        due.template().segments().get(due.set().segment()), rows))
                : samples.values(rows);
    }

    private Sample discovery(Segment segment, List<Map<String, Object>> rows) {
        return sample(
                segment.discovery(),
                SegmentRows.discovery(segment, rows),
                due.tick().getEpochSecond());
    }

    private List<Sample> values(List<Map<String, Object>> rows) {
        List<Sample> made = new ArrayList<>();
        for (Reading reading : Readings.of(due.set(), rows)) {
            if (due.wants(reading.measure()) && !isKeptBack(reading)) {
                long clock = clock(reading.measure());
                keys(reading).forEach(key -> made.add(sample(key, reading.value(), clock)));
            }
        }
        return made;
    }

    /** docs/measures-rules.md, section 11: small numbers of people are not sent, 0 is. */
    private boolean isKeptBack(Reading reading) {
        if (!reading.measure().peopleFloor()) {
            return false;
        }
        BigInteger people = new BigInteger(reading.value());
        BigInteger floor = BigInteger.valueOf(instance.settings().peopleFloor());
        return people.signum() > 0 && people.compareTo(floor) < 0;
    }

    /** The measure's key, and the reference's where it is wanted, is a key, and no other measure has it. */
    private Stream<String> keys(Reading reading) {
        String own = filled(reading.measure().key(), reading);
        String reference = reading.measure().referenceKey();
        if (reference == null || !instance.settings().referenceKeys() || !isKey(reference, reading)) {
            return Stream.of(own);
        }
        String old = filled(reference, reading);
        boolean taken = due.template().measures().stream()
                .anyMatch(measure -> measure.key().equals(old));
        return taken ? Stream.of(own) : Stream.of(own, old);
    }

    private boolean isKey(String key, Reading reading) {
        return due.template()
                .segmentOf(due.set())
                .map(segment -> segment.isKeyWith(key, reading.segment()))
                .orElse(true);
    }

    private String filled(String key, Reading reading) {
        return due.template()
                .segmentOf(due.set())
                .map(segment -> segment.key(key, reading.segment()))
                .orElse(key);
    }

    /** docs/measures-rules.md, section 1: a window's last second; the tick for states and at the instant rate. */
    private long clock(Measure measure) {
        boolean atTick = due.set().rate() == Rate.INSTANT || measure.nature() == Nature.STATE;
        return atTick ? due.tick().getEpochSecond() : due.window().clock();
    }

    private Sample sample(String key, String value, long clock) {
        return new Sample(instance.host(), key, value, clock, NS);
    }
}

package org.moodlefleet.zabbix.itemrules;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.moodlefleet.zabbix.Sample;
import org.moodlefleet.zabbix.outbox.contract.RejectReason;
import org.moodlefleet.zabbix.outbox.contract.RejectionCause;
import org.moodlefleet.zabbix.outbox.contract.SampleFilter;

/**
 * Holds samples against what Zabbix can store: names and time of all, the value of those whose item is known.
 *
 * @param rules of the items that are known; the values of others pass
 */
public record ItemRuleFilter(ItemRules rules) implements SampleFilter {

    /** How far a sample may be ahead of our clock: it would stay the item's last value until then. */
    static final Duration AHEAD = Duration.ofMinutes(10);

    /** Zabbix looks at the age when it writes, which is a little later, by its own clock. */
    static final Duration WRITTEN_WITHIN = Duration.ofMinutes(1);

    /** Zabbix keeps clocks in 31 bits. */
    private static final long LAST_CLOCK = Integer.MAX_VALUE;

    private static final int NANOSECONDS = 1_000_000_000;

    @Override
    public Optional<RejectReason> objection(Sample sample, Instant now) {
        return names(sample)
                .or(() -> time(sample, now))
                .or(() -> rules.of(sample.key())
                        .flatMap(rule -> rule.type().objection(sample.value()).or(() -> age(sample, rule, now))));
    }

    private static Optional<RejectReason> names(Sample sample) {
        if (!Names.isHost(sample.host())) {
            return refused(RejectionCause.NAME_INVALID, "no host of Zabbix can have this name");
        }
        return Names.isKey(sample.key())
                ? Optional.empty()
                : refused(RejectionCause.NAME_INVALID, "no item of Zabbix can have this key");
    }

    private static Optional<RejectReason> time(Sample sample, Instant now) {
        boolean clock = sample.clock() >= 0 && sample.clock() <= LAST_CLOCK;
        boolean ns = sample.ns() >= 0 && sample.ns() < NANOSECONDS;
        if (!clock || !ns) {
            return refused(
                    RejectionCause.CLOCK_INVALID,
                    "Zabbix takes clocks from 0 to 2147483647 and nanoseconds from 0 to 999999999");
        }
        return sample.clock() > now.plus(AHEAD).getEpochSecond()
                ? refused(
                        RejectionCause.CLOCK_IN_FUTURE,
                        "the clock is ahead of ours by more than " + AHEAD.toMinutes() + " minutes")
                : Optional.empty();
    }

    private static Optional<RejectReason> age(Sample sample, ItemRule rule, Instant now) {
        return rule.history()
                .filter(kept ->
                        sample.clock() < now.minus(kept).plus(WRITTEN_WITHIN).getEpochSecond())
                .flatMap(kept -> refused(
                        RejectionCause.CLOCK_TOO_OLD,
                        "the item's history goes back " + kept.toHours() + " hours, the clock further"));
    }

    private static Optional<RejectReason> refused(RejectionCause cause, String reason) {
        return Optional.of(new RejectReason(cause, reason));
    }
}

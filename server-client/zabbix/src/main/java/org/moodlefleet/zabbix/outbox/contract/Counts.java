package org.moodlefleet.zabbix.outbox.contract;

/**
 * Numbers of samples. The totals count from the making of the outbox file and survive restarts:
 * {@code collected = accepted + rejected + dropped + pending}.
 *
 * @param pending in the outbox now, held ones included
 * @param held of the pending ones, those that Zabbix refused at least once
 * @param collected stored so far; a sample that was already pending is not counted again, one that is put back
 *     after its rejection is
 * @param accepted taken by Zabbix so far
 * @param rejected given up after refusals so far
 * @param dropped removed unsent so far, because the outbox was over its age or size, or lost in a damaged file
 */
public record Counts(long pending, long held, long collected, long accepted, long rejected, long dropped) {

    public static final Counts ZERO = new Counts(0, 0, 0, 0, 0, 0);

    /** @return whether no sample is missing or counted twice */
    public boolean addUp() {
        return collected == accepted + rejected + dropped + pending;
    }

    public Counts plus(Counts other) {
        return new Counts(
                pending + other.pending,
                held + other.held,
                collected + other.collected,
                accepted + other.accepted,
                rejected + other.rejected,
                dropped + other.dropped);
    }
}

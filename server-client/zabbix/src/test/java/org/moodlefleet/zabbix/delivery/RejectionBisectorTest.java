package org.moodlefleet.zabbix.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.moodlefleet.zabbix.Sample;
import org.moodlefleet.zabbix.outbox.contract.Entry;

class RejectionBisectorTest {

    private final Set<String> unknown = new HashSet<>();
    private final Set<Sample> stored = new HashSet<>();
    private int requests;

    @Test
    @DisplayName("Invariant 4: whatever the refused samples are, exactly they are found")
    void anyPattern() {
        Random random = new Random(42);
        for (int run = 0; run < 300; run++) {
            List<Entry> batch = batch(1 + random.nextInt(70));
            unknown.clear();
            stored.clear();
            double share = random.nextDouble();
            batch.forEach(entry -> {
                if (random.nextDouble() < share) {
                    unknown.add(entry.sample().host());
                }
            });
            BatchOutcome verdict = judge(batch);
            assertThat(verdict.refused())
                    .isEqualTo(batch.stream().filter(this::isUnknown).toList());
            assertThat(verdict.accepted())
                    .isEqualTo(batch.stream().filter(e -> !isUnknown(e)).toList());
            assertThat(verdict.failure()).isEmpty();
        }
    }

    @Test
    void oneInAThousandIsFoundInAFewRequests() {
        unknown.add("h700");
        assertThat(judge(batch(1000)).refused()).hasSize(1);
        assertThat(requests).isLessThanOrEqualTo(21);
    }

    @Test
    @DisplayName("Invariant 4: a host that vanishes between two requests turns no refused sample into an accepted one")
    void vanishing() {
        List<Entry> batch = batch(8);
        unknown.add("h7");
        BatchOutcome verdict = new RejectionBisector(samples -> {
                    Future<SendResult> reply = reply(samples);
                    unknown.add("h0");
                    return reply;
                })
                .judge(batch)
                .result();
        assertThat(verdict.refused()).extracting(e -> e.sample().host()).contains("h7");
        assertThat(stored)
                .containsAll(verdict.accepted().stream().map(Entry::sample).toList());
    }

    @Test
    void aFailureAmidTheHalvingKeepsWhatIsKnownAndLeavesTheRestOpen() {
        unknown.add("h6");
        BatchOutcome verdict = new RejectionBisector(
                        samples -> requests == 3 ? Future.failedFuture("gone") : reply(samples))
                .judge(batch(8))
                .result();
        assertThat(verdict.failure()).hasValueSatisfying(e -> assertThat(e).hasMessage("gone"));
        assertThat(verdict.accepted()).extracting(e -> e.sample().host()).containsExactly("h0", "h1", "h2", "h3");
        assertThat(verdict.refused()).isEmpty();
    }

    private BatchOutcome judge(List<Entry> batch) {
        return new RejectionBisector(this::reply).judge(batch).result();
    }

    private Future<SendResult> reply(List<Sample> samples) {
        requests++;
        List<Sample> taken = samples.stream()
                .filter(sample -> !unknown.contains(sample.host()))
                .toList();
        stored.addAll(taken);
        int failed = samples.size() - taken.size();
        return Future.succeededFuture(new SendResult.Counted(failed));
    }

    private boolean isUnknown(Entry entry) {
        return unknown.contains(entry.sample().host());
    }

    private static List<Entry> batch(int n) {
        List<Entry> batch = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            batch.add(new Entry(i, "owner", new Sample("h" + i, "k", "1", 1_700_000_000, 0), 0, false));
        }
        return batch;
    }
}

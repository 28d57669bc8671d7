package org.moodlefleet.zabbix.delivery;

import io.vertx.core.Future;
import java.util.List;
import java.util.function.Function;
import org.moodlefleet.zabbix.Sample;
import org.moodlefleet.zabbix.outbox.contract.Entry;

/**
 * Finds the refused samples behind "failed: n". A batch that was taken or refused as a whole is decided;
 * any other is sent again in halves. That is harmless, because a sample has the same clock and nanoseconds
 * each time and Zabbix keeps one of it. Counts of one half are never inferred from the other: a host that
 * vanishes between two requests would turn a refused sample into an accepted one. Where Zabbix names the
 * refused samples itself, nothing is sent again.
 */
final class RejectionBisector {

    private final Function<List<Sample>, Future<SendResult>> send;

    RejectionBisector(Function<List<Sample>, Future<SendResult>> send) {
        this.send = send;
    }

    /** Never fails: a failed request cuts the verdict short, and what it leaves open is simply sent again later. */
    Future<BatchOutcome> judge(List<Entry> batch) {
        BatchOutcome verdict = new BatchOutcome();
        return judge(batch, verdict).transform(done -> {
            if (done.failed()) {
                verdict.cutShort(done.cause());
            }
            return Future.succeededFuture(verdict);
        });
    }

    private Future<Void> judge(List<Entry> batch, BatchOutcome verdict) {
        return send.apply(batch.stream().map(Entry::sample).toList()).compose(receipt -> {
            if (receipt instanceof SendResult.Itemised itemised) {
                verdict.decide(batch, itemised.refusals());
                return Future.succeededFuture();
            }
            if (receipt.failed() == 0) {
                verdict.accept(batch);
                return Future.succeededFuture();
            }
            if (receipt.failed() == batch.size()) {
                verdict.refuse(batch);
                return Future.succeededFuture();
            }
            int half = batch.size() / 2;
            return judge(batch.subList(0, half), verdict)
                    .compose(first -> judge(batch.subList(half, batch.size()), verdict));
        });
    }
}

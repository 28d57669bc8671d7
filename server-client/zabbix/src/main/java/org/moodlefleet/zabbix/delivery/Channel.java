package org.moodlefleet.zabbix.delivery;

import io.vertx.core.Future;
import java.util.List;
import org.moodlefleet.zabbix.Sample;

/** A way by which samples reach a Zabbix. Sends what it is given and keeps none of it. */
public interface Channel {

    /** For logs, metrics and health: what the operator calls it. */
    String name();

    /**
     * Sends the samples once, within a bounded time.
     *
     * @return what Zabbix said; failed when it said nothing usable, so that whether the samples were taken is unknown
     *     and they are to be sent again. Messages of failures carry no secrets
     */
    Future<SendResult> send(List<Sample> samples);

    Future<Void> close();
}

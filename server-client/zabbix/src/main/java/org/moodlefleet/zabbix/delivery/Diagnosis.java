package org.moodlefleet.zabbix.delivery;

import io.vertx.core.Future;
import java.util.Map;
import java.util.Set;

/** Finds out why samples of items are refused. */
public interface Diagnosis {

    /**
     * Asks once, within a bounded time.
     *
     * @param items a few hundred at most
     * @return of each of them what was found; an item that nothing was found about is left out
     */
    Future<Map<Item, Finding>> of(Set<Item> items);

    /**
     * @param host technical name
     * @param key item key
     */
    record Item(String host, String key) {}

    /**
     * @param refusal most likely cause
     * @param heals whether the cause is on its way out by itself, so that the samples are to be held, whatever
     *     {@link DeliveryConfig#rejectAfter()} says
     */
    record Finding(SendResult.Refusal refusal, boolean heals) {}
}

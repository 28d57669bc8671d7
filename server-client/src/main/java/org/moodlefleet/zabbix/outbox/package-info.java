/**
 * The durable queue between collection and Zabbix, in one SQLite file. A sample is in it from the moment
 * that its collection is acknowledged, together with the watermark of its window, until Zabbix has taken
 * it, has refused it for good, or the configured age or size is exceeded.
 *
 * <p>All statements run on one thread, the writer lane, and what queues up while a transaction runs is
 * committed together in the next one. Every change of the queue changes the totals of its owner in the same
 * transaction, so that collected = accepted + rejected + dropped + pending holds at any moment, also after
 * a crash.
 */
package org.moodlefleet.zabbix.outbox;

/**
 * The durable queue between collection and Zabbix, in one SQLite file. A sample is in it from the moment that its
 * collection is acknowledged, together with the watermark of its window, until its state is final:
 *
 * <pre>
 *  append ---&gt; PENDING ---- Zabbix took it ----------------------------------------&gt; ACCEPTED  counted, forgotten
 *                |   ^
 *                |   '--- its time has come ---.
 *                |                             |
 *                '------ refused, can heal ---&gt; HELD (pending, with a time of its next try)
 *                |                             |
 *                |                             '--- refused for longer than allowed --.
 *                '------ refused for good ---------------------------------------------+--&gt; REJECTED  kept with its reason
 *                '------ due, and its item cannot take the value ----------------------'
 *
 *  PENDING or HELD ----- older than the age, or the queue is over its size -----------&gt; DROPPED   counted, logged
 * </pre>
 *
 * <p>All statements run on one thread, the writer lane, and what queues up while a transaction runs is committed together in
 * the next one. Every change of the queue changes the totals of its owner in the same transaction, so that collected =
 * accepted + rejected + dropped + pending holds at any moment, also after a crash.
 *
 * <p>Sub-packages: {@code contract} is what users of the queue see, {@code tables} one class a table, {@code selection} what
 * is sent, admitted or dropped next, {@code file} the SQLite file and its guards, {@code repair} what saves the readable rows
 * of a damaged file.
 */
package org.moodlefleet.zabbix.outbox;

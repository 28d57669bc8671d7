/**
 * Which samples come next: admitted into the queue, due for delivery with fair shares of their owners, dropped
 * when it is full.
 */
package org.moodlefleet.zabbix.outbox.selection;

/**
 * What users of the outbox give and are given: batches of samples, watermarks, backlogs, rejections and counts.
 */
package org.moodlefleet.zabbix.outbox.contract;

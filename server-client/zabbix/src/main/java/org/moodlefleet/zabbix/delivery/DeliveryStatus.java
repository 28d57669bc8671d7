package org.moodlefleet.zabbix.delivery;

import java.time.Instant;
import java.util.Optional;

/**
 * How delivery fares.
 *
 * @param up false from a failed attempt to the next batch that Zabbix answers; true before the first attempt
 * @param since when this state began
 * @param lastError what the last failed attempt said, also after it has healed
 * @param lastAcceptedAt when Zabbix last took a sample
 */
public record DeliveryStatus(boolean up, Instant since, Optional<String> lastError, Optional<Instant> lastAcceptedAt) {}

package org.moodlefleet.zabbix.outbox.contract;

import java.util.Optional;

/**
 * Which rejections are meant.
 *
 * @param owner whose, or empty for all
 * @param cause of this cause only, or empty for all
 */
public record RejectionFilter(Optional<String> owner, Optional<RejectionCause> cause) {

    public static final RejectionFilter ALL = new RejectionFilter(Optional.empty(), Optional.empty());

    public static RejectionFilter of(String owner) {
        return new RejectionFilter(Optional.of(owner), Optional.empty());
    }
}

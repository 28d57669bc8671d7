package org.moodlefleet.zabbix.diagnosis;

import org.moodlefleet.zabbix.delivery.SendResult.Refusal;
import org.moodlefleet.zabbix.outbox.contract.RejectionCause;

/** What the operator is told. */
final class Causes {

    static final Refusal HOST_UNKNOWN = new Refusal(
            RejectionCause.HOST_UNKNOWN, "Zabbix has no host of this name, or none that our API account may read");
    static final Refusal HOST_DISABLED = new Refusal(RejectionCause.HOST_DISABLED, "the host is disabled in Zabbix");
    static final Refusal ITEM_UNKNOWN =
            new Refusal(RejectionCause.ITEM_UNKNOWN, "the host has no item of this key in Zabbix");
    static final Refusal ITEM_NOT_DISCOVERED = new Refusal(
            RejectionCause.ITEM_NOT_DISCOVERED,
            "the host has a prototype for this key, of which Zabbix has not made the item yet");
    static final Refusal ITEM_DISABLED = new Refusal(RejectionCause.ITEM_DISABLED, "the item is disabled in Zabbix");
    static final Refusal ITEM_NOT_TRAPPER = new Refusal(
            RejectionCause.ITEM_NOT_TRAPPER, "the item is no trapper item: Zabbix fetches its values itself");
    private static final Refusal HOST_ELSEWHERE = new Refusal(
            RejectionCause.HOST_ELSEWHERE,
            "the host is monitored by a proxy: another address refuses its samples, and so does the proxy until it"
                    + " has read its configuration");
    private static final Refusal NOT_IN_CACHE = new Refusal(
            RejectionCause.NOT_IN_CACHE,
            "host and item are as they should be; the server has not read them into its cache, or we send to a proxy"
                    + " while the server itself monitors the host, or the host asks for another encryption than ours");

    private Causes() {}

    /** Of an item that is as it should be. */
    static Refusal ofConfigured(boolean byProxy, String allowedHosts) {
        if (byProxy) {
            return HOST_ELSEWHERE;
        }
        return allowedHosts.isBlank()
                ? NOT_IN_CACHE
                : new Refusal(
                        RejectionCause.SENDER_NOT_ALLOWED,
                        "the item takes values from " + allowedHosts + " only, and we are not among them");
    }
}

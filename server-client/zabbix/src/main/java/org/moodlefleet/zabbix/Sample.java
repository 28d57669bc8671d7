package org.moodlefleet.zabbix;

import java.util.Objects;

/**
 * One value for one item of one host, made once and sent until Zabbix answers.
 *
 * @param host technical name of the Zabbix host
 * @param key item key
 * @param value as Zabbix reads it: plain decimal numbers, or text
 * @param clock seconds since the epoch
 * @param ns nanoseconds within the second; the same sample always has the same clock and ns, so that
 *     Zabbix keeps one when it is sent twice
 */
public record Sample(String host, String key, String value, long clock, int ns) {

    public Sample {
        Objects.requireNonNull(host, "host");
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(value, "value");
    }
}

package org.moodlefleet.zabbix.itemrules;

import java.util.regex.Pattern;

/** Which names Zabbix can give to hosts and items. */
final class Names {

    private static final int LONGEST_HOST = 128;
    private static final int LONGEST_KEY = 2048;
    private static final Pattern HOST = Pattern.compile("[0-9A-Za-z_.-](?:[0-9A-Za-z_. -]*[0-9A-Za-z_.-])?");

    private static final Pattern KEY = Pattern.compile("[0-9A-Za-z_.-]+(?:\\[.*])?", Pattern.DOTALL);

    private Names() {}

    static boolean isHost(String name) {
        return name.length() <= LONGEST_HOST && HOST.matcher(name).matches();
    }

    /** A name, and after it perhaps parameters in brackets; what stands between the brackets is left to Zabbix. */
    static boolean isKey(String key) {
        return key.length() <= LONGEST_KEY && KEY.matcher(key).matches();
    }
}

package org.moodlefleet.zabbix.api;

import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Version of a Zabbix server as far as its behaviour depends on it, such as 6.0 or 7.0. */
public record ZabbixVersion(int major, int minor) implements Comparable<ZabbixVersion> {

    private static final Pattern TEXT = Pattern.compile("(\\d{1,4})\\.(\\d{1,4})(?:\\D.*)?");
    private static final Comparator<ZabbixVersion> ORDER =
            Comparator.comparingInt(ZabbixVersion::major).thenComparingInt(ZabbixVersion::minor);

    /**
     * @param text what {@code apiinfo.version} answers, such as {@code 6.0.14} or {@code 7.4.0rc1}
     * @throws IllegalArgumentException when it is no version
     */
    public static ZabbixVersion parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not a version of Zabbix: " + text);
        }
        return new ZabbixVersion(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
    }

    public boolean atLeast(int otherMajor, int otherMinor) {
        return compareTo(new ZabbixVersion(otherMajor, otherMinor)) >= 0;
    }

    @Override
    public int compareTo(ZabbixVersion other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return major + "." + minor;
    }
}

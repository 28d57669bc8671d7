package org.moodlefleet.collector.moodle;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a Moodle says of itself in {@code config} and {@code config_plugins}; read at the start of each tick.
 *
 * @param version {@code config.version}, such as 2025100600.02
 * @param release {@code config.release}, empty when missing
 * @param zone {@code config.timezone}; UTC when unset, 99 (the server's) or unknown
 * @param siteGuest id of the guest user, 0 when missing
 * @param mnetHost id of the site's own MNet host, 0 when missing
 * @param logLifetimeDays after which the standard log is purged, 0 for never
 * @param logWritten whether the standard log is enabled
 * @param versions {@code config.allversionshash}, which Moodle computes of its own version and all plugins' after each
 *     upgrade; empty when missing
 * @param plugins those installed of the ones that were asked for
 */
public record MoodleSite(
        String version,
        String release,
        ZoneId zone,
        long siteGuest,
        long mnetHost,
        long logLifetimeDays,
        boolean logWritten,
        String versions,
        Set<String> plugins) {

    /** Columns that tell this, and how far back the standard log goes; by table without prefix. */
    public static final Map<String, List<String>> READS = Map.of(
            "config", List.of("name", "value"),
            "config_plugins", List.of("plugin", "name", "value"),
            "logstore_standard_log", List.of("timecreated"));

    private static final String VERSION = "/version";

    /** @param facts by name, {@code plugin/name} for those of a plugin */
    static MoodleSite of(Map<String, String> facts) {
        return new MoodleSite(
                facts.getOrDefault("version", ""),
                facts.getOrDefault("release", ""),
                zone(facts.get("timezone")),
                number(facts.get("siteguest")),
                number(facts.get("mnet_localhost_id")),
                number(facts.get("logstore_standard/loglifetime")),
                Arrays.stream(facts.getOrDefault("tool_log/enabled_stores", "").split(","))
                        .anyMatch(store -> store.strip().equals("logstore_standard")),
                facts.getOrDefault("allversionshash", ""),
                facts.keySet().stream()
                        .filter(fact -> fact.endsWith(VERSION))
                        .map(fact -> fact.substring(0, fact.length() - VERSION.length()))
                        .collect(Collectors.toSet()));
    }

    /** Whether Moodle and plugins are the same as at another time, and with them tables and columns. */
    boolean isOfSameVersions(MoodleSite other) {
        return version.equals(other.version) && versions.equals(other.versions) && plugins.equals(other.plugins);
    }

    /** Whether the standard log is written and still whole from a moment on. */
    public boolean logReachesBackTo(Instant from, Instant tick) {
        boolean purged = logLifetimeDays > 0
                && from.getEpochSecond() < tick.getEpochSecond() - Math.multiplyExact(logLifetimeDays, 86_400L);
        return logWritten && !purged;
    }

    private static ZoneId zone(String written) {
        try {
            return Optional.ofNullable(written)
                    .map(String::strip)
                    .filter(name -> !name.isEmpty() && !name.equals("99"))
                    .map(ZoneId::of)
                    .orElse(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            return ZoneOffset.UTC;
        }
    }

    private static long number(String written) {
        try {
            return written == null ? 0 : Long.parseLong(written.strip());
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}

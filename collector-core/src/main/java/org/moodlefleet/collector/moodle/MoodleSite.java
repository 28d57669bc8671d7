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
import java.util.stream.Stream;

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
        Set<String> plugins) {

    private static final String VERSION = "/version";

    /**
     * One statement; the names are the fixed list that may be read, never a secret.
     *
     * @param plugins that are asked for; their names have passed {@link org.moodlefleet.collector.measure.Needs}
     */
    static String query(DatabaseAddress database, List<String> plugins) {
        return """
                SELECT name AS fact, value AS value
                  FROM {config}
                 WHERE name IN ('version', 'release', 'timezone', 'siteguest', 'mnet_localhost_id')
                 UNION ALL
                SELECT CONCAT(plugin, '/', name) AS fact, value AS value
                  FROM {config_plugins}
                 WHERE (plugin = 'logstore_standard' AND name = 'loglifetime')
                    OR (plugin = 'tool_log' AND name = 'enabled_stores')
                    OR (plugin IN ({plugins}) AND name = 'version')""".replace("{config}", database.table("config"))
                .replace("{config_plugins}", database.table("config_plugins"))
                .replace("{plugins}", quoted(plugins));
    }

    /** The empty name, which no plugin has, keeps the list from being empty. */
    private static String quoted(List<String> plugins) {
        return Stream.concat(Stream.of(""), plugins.stream())
                .map(plugin -> "'" + plugin + "'")
                .collect(Collectors.joining(", "));
    }

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
                facts.keySet().stream()
                        .filter(fact -> fact.endsWith(VERSION))
                        .map(fact -> fact.substring(0, fact.length() - VERSION.length()))
                        .collect(Collectors.toSet()));
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

package org.moodlefleet.zabbix.template;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lengths of time as Zabbix writes them: a number, of seconds unless {@code m}, {@code h}, {@code d} or {@code w} follows. */
public final class TimePeriod {

    private static final Pattern WRITTEN = Pattern.compile("(\\d{1,10})([smhdw]?)");
    private static final Map<String, Long> SECONDS =
            Map.of("", 1L, "s", 1L, "m", 60L, "h", 3600L, "d", 86_400L, "w", 604_800L);

    private TimePeriod() {}

    /** @return empty when it is no such time, but a macro perhaps */
    public static Optional<Duration> parse(String written) {
        Matcher parts = WRITTEN.matcher(written);
        return parts.matches()
                ? Optional.of(Duration.ofSeconds(Long.parseLong(parts.group(1)) * SECONDS.get(parts.group(2))))
                : Optional.empty();
    }
}

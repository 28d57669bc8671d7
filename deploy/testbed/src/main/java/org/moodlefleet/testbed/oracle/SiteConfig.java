package org.moodlefleet.testbed.oracle;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The settings of the Moodle: tables config and config_plugins. */
final class SiteConfig {
    private final MoodleSnapshot moodle;

    SiteConfig(MoodleSnapshot moodle) {
        this.moodle = moodle;
    }

    Optional<String> text(String name) {
        return value("config", row -> row.is("name", name));
    }

    Optional<String> text(String plugin, String name) {
        return value("config_plugins", row -> row.is("plugin", plugin) && row.is("name", name));
    }

    /** Empty when the setting is missing or not a whole number. */
    OptionalLong number(String name) {
        return whole(text(name));
    }

    OptionalLong number(String plugin, String name) {
        return whole(text(plugin, name));
    }

    /** Empty when the setting is missing or not a decimal number. */
    Optional<BigDecimal> decimal(String name) {
        return text(name)
                .map(String::strip)
                .filter(number -> number.matches("[0-9]+([.][0-9]+)?"))
                .map(BigDecimal::new);
    }

    /** The setting exists and is neither empty nor '0'. */
    boolean isOn(String name) {
        return text(name).filter(value -> !isEmptyOrZero(value)).isPresent();
    }

    boolean isOn(String plugin, String name) {
        return text(plugin, name).filter(value -> !isEmptyOrZero(value)).isPresent();
    }

    /** The setting exists and is empty or '0'. */
    boolean isOff(String name) {
        return text(name).filter(SiteConfig::isEmptyOrZero).isPresent();
    }

    Set<Long> siteAdmins() {
        return Arrays.stream(text("siteadmins").orElse("").split(","))
                .map(String::strip)
                .filter(SiteConfig::isWhole)
                .map(Long::valueOf)
                .collect(Collectors.toSet());
    }

    private Optional<String> value(String table, Predicate<Row> which) {
        return moodle.rows(table).filter(which).findFirst().map(row -> row.text("value"));
    }

    private static OptionalLong whole(Optional<String> text) {
        return text.map(String::strip)
                .filter(SiteConfig::isWhole)
                .map(number -> OptionalLong.of(Long.parseLong(number)))
                .orElseGet(OptionalLong::empty);
    }

    private static boolean isWhole(String text) {
        return text.matches("-?[0-9]{1,18}");
    }

    private static boolean isEmptyOrZero(String value) {
        return value.isEmpty() || value.equals("0");
    }
}

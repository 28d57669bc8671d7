package org.moodlefleet.testbed.oracle;

import static org.moodlefleet.testbed.oracle.Measure.state;
import static org.moodlefleet.testbed.oracle.Measure.window;
import static org.moodlefleet.testbed.oracle.Rate.DAILY;
import static org.moodlefleet.testbed.oracle.Rate.HOURLY;
import static org.moodlefleet.testbed.oracle.Rate.INSTANT;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Set;

/** moodle.general: the site as a whole, its settings and its load. */
final class GeneralOracle {
    private GeneralOracle() {}

    static List<Measure> measures() {
        return List.of(
                state("moodle.general.instance", INSTANT, GeneralOracle::instance),
                state("moodle.general.started", INSTANT, GeneralOracle::started),
                window("moodle.general.webrequestrate", INSTANT, GeneralOracle::webRequestRate),
                window("moodle.general.webrequests", INSTANT, GeneralOracle::webRequests),
                state("moodle.general.maintenance", INSTANT, GeneralOracle::maintenance),
                state("moodle.general.crondisabled", INSTANT, GeneralOracle::cronDisabled),
                state("moodle.general.upgraderunning", INSTANT, GeneralOracle::upgradeRunning),
                state("moodle.general.version", HOURLY, GeneralOracle::version),
                state("moodle.general.versionnumber", HOURLY, GeneralOracle::versionNumber),
                state("moodle.general.release", HOURLY, GeneralOracle::release),
                state("moodle.general.upgradespending", HOURLY, GeneralOracle::upgradesPending),
                state("moodle.general.hourlyneedsupgrading", HOURLY, GeneralOracle::upgradesPending),
                state("moodle.general.debuglevel", HOURLY, GeneralOracle::debugLevel),
                state("moodle.general.debugdisplay", HOURLY, GeneralOracle::debugDisplay),
                state("moodle.general.plugins", DAILY, GeneralOracle::plugins));
    }

    /** The snapshot was read: the database answered. */
    private static long instance(Reading now) {
        return 1;
    }

    static long started(Reading now) {
        if (now.settings().started() != null) {
            return flag(now.settings().started());
        }
        Set<Long> admins = now.config().siteAdmins();
        return flag(now.people().living().anyMatch(user -> !user.in("id", admins) && user.above("lastaccess", 0)));
    }

    static BigDecimal webRequestRate(Reading now) {
        return Decimals.quotient(now.log().web(now.calendar().lastSeconds(3600)).count(), 60, 2);
    }

    static long webRequests(Reading now) {
        return now.log().web(now.window()).count();
    }

    static long maintenance(Reading now) {
        return flag(now.config().isOn("maintenance_enabled"));
    }

    static long cronDisabled(Reading now) {
        return flag(now.config().isOff("cron_enabled"));
    }

    static long upgradeRunning(Reading now) {
        return flag(now.config().number("upgraderunning").orElse(0) > now.tick());
    }

    static String version(Reading now) {
        return Texts.line(now.config().text("version").orElseThrow(() -> new NotSent("no version")), 32);
    }

    static BigDecimal versionNumber(Reading now) {
        BigDecimal installed = now.config().decimal("version").orElseThrow(() -> new NotSent("no version"));
        return installed.setScale(2, RoundingMode.HALF_UP);
    }

    static String release(Reading now) {
        return Texts.line(now.config().text("release").orElseThrow(() -> new NotSent("no release")), 255);
    }

    static long upgradesPending(Reading now) {
        if (now.settings().targetVersion() == null) {
            throw new NotSent("no target version");
        }
        BigDecimal installed = now.config().decimal("version").orElseThrow(() -> new NotSent("no version"));
        return flag(installed.compareTo(new BigDecimal(now.settings().targetVersion())) < 0);
    }

    static long debugLevel(Reading now) {
        return now.config().number("debug").orElse(0);
    }

    static long debugDisplay(Reading now) {
        return flag(now.config().isOn("debugdisplay"));
    }

    static long plugins(Reading now) {
        return now.rows("config_plugins")
                .filter(setting -> setting.is("name", "version"))
                .map(setting -> setting.text("plugin"))
                .distinct()
                .count();
    }

    static long flag(boolean truth) {
        return truth ? 1 : 0;
    }
}

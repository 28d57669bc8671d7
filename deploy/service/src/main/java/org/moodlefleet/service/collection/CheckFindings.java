package org.moodlefleet.service.collection;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.moodlefleet.collector.inspection.InstanceCheck;
import org.moodlefleet.collector.moodle.CollectionFailure;
import org.moodlefleet.collector.moodle.DatabaseAudit;
import org.moodlefleet.collector.moodle.LoginRefusal;
import org.moodlefleet.collector.moodle.MoodleInstance;
import org.moodlefleet.collector.tick.SetFailure;
import org.moodlefleet.configapi.port.CheckReport;
import org.moodlefleet.configapi.port.CheckReport.Finding;

/** From what a check has found of an instance to what its operator is told, with the field and the hint. */
public final class CheckFindings {

    /** Moodle 4.1. */
    private static final BigDecimal OLDEST = new BigDecimal("2022112800");
    /** Moodle 5.2, which nothing has been tried with. */
    private static final BigDecimal TOO_NEW = new BigDecimal("2026040000");

    private static final Duration NOTABLE = Duration.ofMinutes(1);
    private static final Duration WRONG = Duration.ofHours(1);
    private static final int NAMED = 5;

    private CheckFindings() {}

    /** A check that reached the Moodle. */
    public static CheckReport found(MoodleInstance instance, InstanceCheck.Report report) {
        List<Finding> findings = new ArrayList<>();
        findings.add(Finding.ok(CheckReport.CONNECT, report.server()));
        findings.add(version(report.site().version()));
        findings.add(clock(report.surroundings().clockAhead()));
        findings.add(zone(instance, report));
        findings.addAll(rights(report.surroundings()));
        report.leftOut().stream()
                .map(one -> Finding.ok("measure set " + one.set(), "without " + one.told()))
                .forEach(findings::add);
        report.failures().stream().map(CheckFindings::set).forEach(findings::add);
        return CheckReport.of(report.site().release(), report.server(), findings);
    }

    /** A check that did not. */
    public static CheckReport unreadable(CollectionFailure failure) {
        LoginRefusal login = failure.login();
        String field = login == null ? field(failure.kind()) : field(login);
        String hint = login == null ? firstHint(failure.kind()) : hint(login);
        return CheckReport.of(null, null, List.of(Finding.failed(CheckReport.CONNECT, field, failure.message(), hint)));
    }

    private static String field(LoginRefusal login) {
        return switch (login) {
            case NO_PASSWORD, EXPIRED -> "/database/password";
            case HOST, NO_ENTRY, LOCKED, RIGHT, METHOD, ACCOUNT -> "/database/user";
            case FULL -> "/database";
            case DATABASE -> "/database/name";
            case ENCRYPTION -> "/database/tls";
            case OTHER_ENGINE -> "/database/engine";
        };
    }

    private static String hint(LoginRefusal login) {
        return switch (login) {
            case NO_PASSWORD -> "put the password there, or correct what 'password' refers to";
            case HOST -> "let the account come from this host, or unblock the host there (FLUSH HOSTS)";
            case NO_ENTRY ->
                "write a line for this host, account and database into the server's pg_hba.conf, or set the database's"
                        + " tls to require where it has one for encrypted connections only";
            case LOCKED -> "unlock the account on the server (ACCOUNT UNLOCK, LOGIN)";
            case EXPIRED -> "give the account a new password on the server, and write it where 'password' refers to";
            case FULL -> "look who holds connections there, or raise what the server or the account may have";
            case DATABASE -> "correct the name of the database";
            case RIGHT -> "correct the name of the database, or grant the account what 'moodle-fleet grants' prints";
            case ENCRYPTION -> "set the database's tls to require or verify-full";
            case METHOD ->
                "give the account a password of a kind that is known here: mysql_native_password, ed25519,"
                        + " caching_sha2_password or SCRAM";
            case OTHER_ENGINE -> "correct engine and port: another server answers there";
            case ACCOUNT ->
                "correct user and password; on the server, let the account come from this host, and look whether its"
                        + " password has expired or it asks for encryption";
        };
    }

    /** MariaDB and MySQL do not tell an account which right it lacks from a table that there is none of. */
    private static String firstHint(CollectionFailure.Kind kind) {
        return kind == CollectionFailure.Kind.MISSING_RIGHT
                ? "correct the table prefix and the name of the database,"
                        + " or grant the account what 'moodle-fleet grants' prints"
                : hint(kind);
    }

    private static Finding version(String version) {
        Optional<BigDecimal> number = number(version);
        if (number.isEmpty()) {
            return Finding.failed(
                    "moodle",
                    "/prefix",
                    "the tables at the prefix name no Moodle version",
                    "correct the name of the database, its schema or the table prefix");
        }
        if (number.get().compareTo(OLDEST) < 0) {
            return Finding.failed(
                    "moodle",
                    "",
                    "version " + version + " is older than Moodle 4.1",
                    "upgrade the Moodle to 4.1 to 5.1");
        }
        return number.get().compareTo(TOO_NEW) < 0
                ? Finding.ok("moodle", version)
                : Finding.warning(
                        "moodle",
                        "",
                        "version " + version + " is newer than Moodle 5.1, which is the newest that was tried",
                        "compare some values with the Moodle, or look for a newer moodle-fleet");
    }

    private static Optional<BigDecimal> number(String version) {
        return version.matches("\\d{1,12}(\\.\\d{1,6})?") ? Optional.of(new BigDecimal(version)) : Optional.empty();
    }

    private static Finding clock(Duration ahead) {
        String found = "the database server's clock is " + Math.abs(ahead.toSeconds()) + " s "
                + (ahead.isNegative() ? "behind" : "ahead of") + " ours";
        String hint = "have both machines' clocks set by NTP";
        if (ahead.abs().compareTo(WRONG) >= 0) {
            return Finding.failed("clock", "/database/host", found, hint);
        }
        return ahead.abs().compareTo(NOTABLE) >= 0
                ? Finding.warning("clock", "/database/host", found, hint)
                : Finding.ok("clock", "that of the database server is ours");
    }

    private static Finding zone(MoodleInstance instance, InstanceCheck.Report report) {
        ZoneId used = report.calendar().zone();
        String written = report.surroundings().configuredZone().orElse("");
        Optional<ZoneId> moodles = zone(written);
        if (instance.zone().isEmpty()) {
            return moodles.isPresent()
                    ? Finding.ok("timezone", used + ", as the Moodle is set")
                    : Finding.warning(
                            "timezone",
                            "/timezone",
                            "the Moodle leaves its time zone to its web server (config.timezone is '" + written
                                    + "'): UTC is taken",
                            "write the site's, such as timezone: Europe/Paris");
        }
        boolean same =
                moodles.map(zone -> zone.getRules().equals(used.getRules())).orElse(true);
        return same
                ? Finding.ok("timezone", used.toString())
                : Finding.warning(
                        "timezone",
                        "/timezone",
                        "days begin as in " + used + ", while the Moodle is set to " + written,
                        "leave timezone out to take the Moodle's, unless the difference is meant");
    }

    /** 99 stands for the server's. */
    private static Optional<ZoneId> zone(String written) {
        try {
            return written.isEmpty() || written.equals("99") ? Optional.empty() : Optional.of(ZoneId.of(written));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static List<Finding> rights(DatabaseAudit found) {
        List<Finding> findings = new ArrayList<>();
        String hint = "revoke all of the account's rights and grant those that 'moodle-fleet grants' prints";
        if (!found.writes().isEmpty()) {
            findings.add(Finding.warning(
                    "rights", "/database/user", "the account may " + String.join(", ", found.writes()), hint));
        }
        if (!found.personal().isEmpty()) {
            String more = found.personal().size() > NAMED
                    ? " and " + (found.personal().size() - NAMED) + " more"
                    : "";
            String named =
                    String.join(", ", found.personal().stream().limit(NAMED).toList());
            findings.add(
                    Finding.warning("personal data", "/database/user", "the account can read " + named + more, hint));
        }
        return findings;
    }

    private static Finding set(SetFailure failed) {
        CollectionFailure.Kind kind = failed.failure().kind();
        return Finding.failed(
                "measure set " + failed.set(), field(kind), failed.failure().message(), hint(kind));
    }

    private static String field(CollectionFailure.Kind kind) {
        return switch (kind) {
            case UNREACHABLE, MISBEHAVING, POOLED -> CheckReport.SERVER;
            case UNTRUSTED -> "/database/tls";
            case TIMEOUT -> "/database";
            case ACCESS_DENIED, MISSING_RIGHT -> "/database/user";
            case NO_MOODLE -> "/prefix";
            case NO_TURN, BROKEN_MEASURE, NOT_STORED, INTERNAL -> "";
        };
    }

    private static String hint(CollectionFailure.Kind kind) {
        return switch (kind) {
            case UNREACHABLE -> "start the database server, or correct its engine, host and port, or open the network";
            case UNTRUSTED -> "correct the database's tls or ca, or the server's certificate";
            case ACCESS_DENIED -> hint(LoginRefusal.ACCOUNT);
            case NO_MOODLE -> "correct the name of the database, its schema or the table prefix";
            case MISSING_RIGHT -> "grant the account SELECT on what is named, as 'moodle-fleet grants' prints it";
            case TIMEOUT -> "look at the load of the database server";
            case MISBEHAVING -> "look what answers at this host and port: it is no database server as we know them";
            case POOLED ->
                "write host and port of the database server itself, or of a pooler that passes on how a session is set up"
                        + " (PostgreSQL: the startup parameter 'options')";
            case NO_TURN -> "try again later, when fewer databases are waited for";
            case BROKEN_MEASURE, NOT_STORED, INTERNAL -> "report it with this message";
        };
    }
}

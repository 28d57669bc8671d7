package org.moodlefleet.service.collection;

import static org.moodlefleet.configapi.problem.ApiMessage.CLOCK;
import static org.moodlefleet.configapi.problem.ApiMessage.MEASURE_SET;
import static org.moodlefleet.configapi.problem.ApiMessage.MOODLE;
import static org.moodlefleet.configapi.problem.ApiMessage.PERSONAL_DATA;
import static org.moodlefleet.configapi.problem.ApiMessage.RIGHTS;
import static org.moodlefleet.configapi.problem.ApiMessage.TIMEZONE;
import static org.moodlefleet.service.collection.CheckMessage.ACCOUNT_CAN_READ;
import static org.moodlefleet.service.collection.CheckMessage.ACCOUNT_CAN_READ_MORE;
import static org.moodlefleet.service.collection.CheckMessage.ACCOUNT_MAY;
import static org.moodlefleet.service.collection.CheckMessage.CLOCK_AHEAD;
import static org.moodlefleet.service.collection.CheckMessage.CLOCK_BEHIND;
import static org.moodlefleet.service.collection.CheckMessage.CLOCK_IS_OURS;
import static org.moodlefleet.service.collection.CheckMessage.COMPARE_VALUES;
import static org.moodlefleet.service.collection.CheckMessage.CONNECT_TO_SERVER_ITSELF;
import static org.moodlefleet.service.collection.CheckMessage.CORRECT_ACCOUNT;
import static org.moodlefleet.service.collection.CheckMessage.CORRECT_DATABASE_NAME;
import static org.moodlefleet.service.collection.CheckMessage.CORRECT_DATABASE_NAME_OR_GRANT;
import static org.moodlefleet.service.collection.CheckMessage.CORRECT_DATABASE_OR_PREFIX;
import static org.moodlefleet.service.collection.CheckMessage.CORRECT_ENGINE;
import static org.moodlefleet.service.collection.CheckMessage.CORRECT_PREFIX_OR_GRANT;
import static org.moodlefleet.service.collection.CheckMessage.CORRECT_TLS;
import static org.moodlefleet.service.collection.CheckMessage.ENCRYPT;
import static org.moodlefleet.service.collection.CheckMessage.GIVE_KNOWN_KIND_OF_PASSWORD;
import static org.moodlefleet.service.collection.CheckMessage.GRANT_ANEW;
import static org.moodlefleet.service.collection.CheckMessage.GRANT_SELECT;
import static org.moodlefleet.service.collection.CheckMessage.LEAVE_ZONE_OUT;
import static org.moodlefleet.service.collection.CheckMessage.LET_HOST_IN;
import static org.moodlefleet.service.collection.CheckMessage.LOOK_AT_CONNECTIONS;
import static org.moodlefleet.service.collection.CheckMessage.LOOK_AT_LOAD;
import static org.moodlefleet.service.collection.CheckMessage.LOOK_WHAT_ANSWERS;
import static org.moodlefleet.service.collection.CheckMessage.NO_MOODLE_VERSION;
import static org.moodlefleet.service.collection.CheckMessage.PUT_PASSWORD_THERE;
import static org.moodlefleet.service.collection.CheckMessage.RENEW_PASSWORD;
import static org.moodlefleet.service.collection.CheckMessage.REPORT_IT;
import static org.moodlefleet.service.collection.CheckMessage.SET_CLOCKS;
import static org.moodlefleet.service.collection.CheckMessage.START_SERVER;
import static org.moodlefleet.service.collection.CheckMessage.TRY_LATER;
import static org.moodlefleet.service.collection.CheckMessage.UNLOCK_ACCOUNT;
import static org.moodlefleet.service.collection.CheckMessage.UPGRADE_MOODLE;
import static org.moodlefleet.service.collection.CheckMessage.VERSION_TOO_OLD;
import static org.moodlefleet.service.collection.CheckMessage.VERSION_UNTRIED;
import static org.moodlefleet.service.collection.CheckMessage.WITHOUT_MEASURES;
import static org.moodlefleet.service.collection.CheckMessage.WRITE_PG_HBA_LINE;
import static org.moodlefleet.service.collection.CheckMessage.WRITE_ZONE;
import static org.moodlefleet.service.collection.CheckMessage.ZONE_DIFFERS;
import static org.moodlefleet.service.collection.CheckMessage.ZONE_OF_MOODLE;
import static org.moodlefleet.service.collection.CheckMessage.ZONE_UNKNOWN;

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
import org.moodlefleet.document.Message;

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
        findings.add(Finding.ok(CheckReport.CONNECT, Message.text(report.server())));
        findings.add(version(report.site().version()));
        findings.add(clock(report.surroundings().clockAhead()));
        findings.add(zone(instance, report));
        findings.addAll(rights(report.surroundings()));
        report.leftOut().stream()
                .map(one -> Finding.ok(
                        MEASURE_SET.with(one.set()),
                        WITHOUT_MEASURES.with(String.join(", ", one.measures()), String.join(", ", one.lacks()))))
                .forEach(findings::add);
        report.failures().stream().map(CheckFindings::set).forEach(findings::add);
        return CheckReport.of(report.site().release(), report.server(), findings);
    }

    /** A check that did not. */
    public static CheckReport unreadable(CollectionFailure failure) {
        LoginRefusal login = failure.login();
        String field = login == null ? field(failure.kind()) : field(login);
        Message hint = login == null ? firstHint(failure.kind()) : hint(login);
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

    private static Message hint(LoginRefusal login) {
        return switch (login) {
            case NO_PASSWORD -> PUT_PASSWORD_THERE;
            case HOST -> LET_HOST_IN;
            case NO_ENTRY -> WRITE_PG_HBA_LINE;
            case LOCKED -> UNLOCK_ACCOUNT;
            case EXPIRED -> RENEW_PASSWORD;
            case FULL -> LOOK_AT_CONNECTIONS;
            case DATABASE -> CORRECT_DATABASE_NAME;
            case RIGHT -> CORRECT_DATABASE_NAME_OR_GRANT;
            case ENCRYPTION -> ENCRYPT;
            case METHOD -> GIVE_KNOWN_KIND_OF_PASSWORD;
            case OTHER_ENGINE -> CORRECT_ENGINE;
            case ACCOUNT -> CORRECT_ACCOUNT;
        };
    }

    /** MariaDB and MySQL do not tell an account which right it lacks from a table that there is none of. */
    private static Message firstHint(CollectionFailure.Kind kind) {
        return kind == CollectionFailure.Kind.MISSING_RIGHT ? CORRECT_PREFIX_OR_GRANT : hint(kind);
    }

    private static Finding version(String version) {
        Optional<BigDecimal> number = number(version);
        if (number.isEmpty()) {
            return Finding.failed(MOODLE, "/prefix", NO_MOODLE_VERSION, CORRECT_DATABASE_OR_PREFIX);
        }
        if (number.get().compareTo(OLDEST) < 0) {
            return Finding.failed(MOODLE, "", VERSION_TOO_OLD.with(version), UPGRADE_MOODLE);
        }
        return number.get().compareTo(TOO_NEW) < 0
                ? Finding.ok(MOODLE, Message.text(version))
                : Finding.warning(MOODLE, "", VERSION_UNTRIED.with(version), COMPARE_VALUES);
    }

    private static Optional<BigDecimal> number(String version) {
        return version.matches("\\d{1,12}(\\.\\d{1,6})?") ? Optional.of(new BigDecimal(version)) : Optional.empty();
    }

    private static Finding clock(Duration ahead) {
        Message found = (ahead.isNegative() ? CLOCK_BEHIND : CLOCK_AHEAD).with(Math.abs(ahead.toSeconds()));
        Message hint = SET_CLOCKS;
        if (ahead.abs().compareTo(WRONG) >= 0) {
            return Finding.failed(CLOCK, "/database/host", found, hint);
        }
        return ahead.abs().compareTo(NOTABLE) >= 0
                ? Finding.warning(CLOCK, "/database/host", found, hint)
                : Finding.ok(CLOCK, CLOCK_IS_OURS);
    }

    private static Finding zone(MoodleInstance instance, InstanceCheck.Report report) {
        ZoneId used = report.calendar().zone();
        String written = report.surroundings().configuredZone().orElse("");
        Optional<ZoneId> moodles = zone(written);
        if (instance.zone().isEmpty()) {
            return moodles.isPresent()
                    ? Finding.ok(TIMEZONE, ZONE_OF_MOODLE.with(used))
                    : Finding.warning(TIMEZONE, "/timezone", ZONE_UNKNOWN.with(written), WRITE_ZONE);
        }
        boolean same =
                moodles.map(zone -> zone.getRules().equals(used.getRules())).orElse(true);
        return same
                ? Finding.ok(TIMEZONE, Message.text(used.toString()))
                : Finding.warning(TIMEZONE, "/timezone", ZONE_DIFFERS.with(used, written), LEAVE_ZONE_OUT);
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
        Message hint = GRANT_ANEW;
        if (!found.writes().isEmpty()) {
            findings.add(Finding.warning(
                    RIGHTS, "/database/user", ACCOUNT_MAY.with(String.join(", ", found.writes())), hint));
        }
        if (!found.personal().isEmpty()) {
            int more = found.personal().size() - NAMED;
            String named =
                    String.join(", ", found.personal().stream().limit(NAMED).toList());
            findings.add(Finding.warning(
                    PERSONAL_DATA,
                    "/database/user",
                    more > 0 ? ACCOUNT_CAN_READ_MORE.with(named, more) : ACCOUNT_CAN_READ.with(named),
                    hint));
        }
        return findings;
    }

    private static Finding set(SetFailure failed) {
        CollectionFailure.Kind kind = failed.failure().kind();
        return Finding.failed(
                MEASURE_SET.with(failed.set()), field(kind), failed.failure().message(), hint(kind));
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

    private static Message hint(CollectionFailure.Kind kind) {
        return switch (kind) {
            case UNREACHABLE -> START_SERVER;
            case UNTRUSTED -> CORRECT_TLS;
            case ACCESS_DENIED -> hint(LoginRefusal.ACCOUNT);
            case NO_MOODLE -> CORRECT_DATABASE_OR_PREFIX;
            case MISSING_RIGHT -> GRANT_SELECT;
            case TIMEOUT -> LOOK_AT_LOAD;
            case MISBEHAVING -> LOOK_WHAT_ANSWERS;
            case POOLED -> CONNECT_TO_SERVER_ITSELF;
            case NO_TURN -> TRY_LATER;
            case BROKEN_MEASURE, NOT_STORED, INTERNAL -> REPORT_IT;
        };
    }
}

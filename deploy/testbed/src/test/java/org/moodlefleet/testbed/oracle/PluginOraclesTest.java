package org.moodlefleet.testbed.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The oracle's answers on rows few enough to count by hand. */
class PluginOraclesTest {
    private static final long NOW = TinySite.NOW;
    private static final long YESTERDAY = TinySite.YESTERDAY;
    private static final long LAST_HOUR = TinySite.stamp("2026-11-19T13:20:00Z");
    private static final long OCTOBER = TinySite.stamp("2026-10-10T10:00:00Z");
    private static final long DAY = 86400;

    private final TinySite site = new TinySite();

    @Test
    void slowPagesAreRanked() {
        for (int i = 1; i <= 21; i++) {
            slowPage(LAST_HOUR + i, "2." + (100 + i), i % 3);
        }
        slowPage(LAST_HOUR - 3600, "99", 7).slowPage(LAST_HOUR, "30", 8).slowPage(LAST_HOUR, "30.001", 9);

        // of 23 pages the one of rank ceil(21.85) = 22; users 2, 8 and 9, since 1 is the guest
        assertThat(site.values("hourly"))
                .containsAllEntriesOf(Map.of(
                        "moodle.general.hourlyslowpages", "23",
                        "moodle.perfs.hourlyslowp95", "30.00",
                        "moodle.perfs.hourlyslowmax", "30.00",
                        "moodle.perfs.hourlyverylongpages", "1",
                        "moodle.perfs.hourlyslowusers", "3"));
    }

    @Test
    void aRunCountsWhereItEnds() {
        long start = TinySite.stamp("2026-11-19T13:00:00Z");
        run(0, start - 7 * DAY + ".0", start + ".0", 0).run(1, start + ".125", start + 3599 + ".9999999999", 1);
        run(0, start - 7 * DAY - 1 + ".9999999999", start + ".0", 1).run(0, start + ".0", start + 3600 + ".0", 1);

        assertThat(site.values("hourly"))
                .containsAllEntriesOf(Map.of(
                        "moodle.perfs.hourlytaskruns", "2",
                        "moodle.perfs.hourlyadhocruns", "1",
                        "moodle.perfs.hourlytaskfailureratio", "50.00",
                        "moodle.perfs.hourlytasktime", "608399.87",
                        "moodle.perfs.hourlytaskmax", "604800.00"));
    }

    @Test
    void attemptsAreCountedWhereMoodleCountsThem() {
        site.with("task_adhoc", "attemptsavailable", 0, "faildelay", 60, "timecreated", NOW - 9, "nextruntime", NOW);

        assertThat(site.values("hourly"))
                .containsEntry("moodle.perfs.adhocnoattempts", "1")
                .containsEntry("moodle.perfs.maxfaildelay", "60")
                .containsEntry("moodle.perfs.adhocoldestage", "9");
        assertThat(site.withoutColumn("task_adhoc", "attemptsavailable").values("hourly"))
                .doesNotContainKey("moodle.perfs.adhocnoattempts");
    }

    @Test
    void sessionsGrowStale() {
        session(5, NOW - 28800).session(6, NOW - 28801).session(0, NOW).session(TinySite.GUEST, NOW);

        assertThat(site.values("hourly"))
                .containsAllEntriesOf(Map.of(
                        "moodle.perfs.sessions", "1",
                        "moodle.perfs.sessionsguest", "2",
                        "moodle.perfs.sessionsstale", "1"));
    }

    @Test
    void testsAreNoBillsWhereTheShopTellsThem() {
        bill("COMPLETE", "10.005", "EUR", 0).bill("SOLDOUT", "1", "eur", 0).bill("PLACED", "7", "USD", 0);
        bill("COMPLETE", "500", "USD", 1);

        assertThat(site.values("daily"))
                .containsAllEntriesOf(Map.of(
                        "moodle.shop.dailybills", "3",
                        "moodle.shop.complete", "1",
                        "moodle.shop.dailyamount", "11.01"));
        assertThat(site.withoutColumn("local_shop_bill", "test").values("daily"))
                .containsEntry("moodle.shop.dailybills", "4")
                .doesNotContainKey("moodle.shop.dailyamount");
    }

    @Test
    void aChecklistIsDoneWithItsLastMandatoryItem() {
        item(1, 7, 0, 0).item(2, 7, 0, 0).item(3, 7, 1, 0).item(4, 7, 0, 12).item(5, 8, 1, 0);
        tick(1, 10, YESTERDAY)
                .tick(2, 10, YESTERDAY - 9 * DAY)
                .tick(1, 11, YESTERDAY)
                .tick(2, 11, 0);
        tick(1, 12, YESTERDAY).tick(2, 12, NOW).tick(5, 13, YESTERDAY);

        assertThat(site.values("daily"))
                .containsAllEntriesOf(Map.of(
                        "moodle.ltc.dailyfullcompletions", "1",
                        "moodle.ltc.dailystudentmarks", "4",
                        "moodle.ltc.dailystudentmandatorymarks", "3"));
        // six ticked items of 20 minutes
        assertThat(site.values("weekly"))
                .containsEntry("moodle.ltc.overallcreditedtime", "2.00")
                .containsEntry("moodle.ltc.overallmandatories", "5")
                .containsEntry("moodle.ltc.overalloptionals", "1");
    }

    @Test
    void certificatesAreDeliveredAfterTheyAreIssued() {
        site.user(10).user(11, "deleted", 1);
        certificate(10, OCTOBER - 2 * DAY, 1, OCTOBER).certificate(10, OCTOBER, 1, OCTOBER + DAY);
        certificate(11, OCTOBER, 1, OCTOBER - 5)
                .certificate(11, YESTERDAY, 0, 0)
                .certificate(10, 0, 0, 0);

        assertThat(site.values("monthly"))
                .containsEntry("moodle.pdcertificate.monthlyissues", "3")
                .containsEntry("moodle.pdcertificate.monthlyavgdaystodelivery", "1.50");
        assertThat(site.values("daily"))
                .containsAllEntriesOf(Map.of(
                        "moodle.pdcertificate.holders", "1",
                        "moodle.pdcertificate.dailyissues", "1",
                        "moodle.pdcertificate.pending", "2",
                        "moodle.pdcertificate.oldestpendingage", String.valueOf(NOW - YESTERDAY)));
    }

    @Test
    void theSynchronisationIsLateAfterThreeDays() {
        assertThat(site.values("daily")).doesNotContainKey("moodle.ent_installer.lateusersync");
        assertThat(ent("version", "1").site.values("daily")).containsEntry("moodle.ent_installer.lateusersync", "0");
        assertThat(ent("sync_users_enable", "1").site.values("daily"))
                .containsEntry("moodle.ent_installer.lateusersync", "1")
                .doesNotContainKey("moodle.ent_installer.lastusersyncdate");
        assertThat(ent("last_sync_date_user", "" + (NOW - 3 * DAY)).site.values("daily"))
                .containsEntry("moodle.ent_installer.lateusersync", "0")
                .containsEntry("moodle.ent_installer.lastusersyncdate", "" + (NOW - 3 * DAY));
    }

    @Test
    void keysExpire() {
        site.config("mnet_all_hosts_id", 2);
        host(1, NOW).host(2, 5).host(3, NOW - 1).host(4, NOW).host(5, 0);

        assertThat(site.values("weekly"))
                .containsEntry("moodle.vmoodle.mnetkeyisvalid", "-9999")
                .containsEntry("moodle.vmoodle.mnetkeyisinvalid", "0")
                .containsEntry("moodle.vmoodle.invalidremotemnetkeys", "1");
        assertThat(site.config("mnet_dispatcher_mode", "strict").values("weekly"))
                .containsEntry("moodle.vmoodle.mnetkeyisvalid", "0");
        assertThat(site.emptied("mnet_host").values("weekly"))
                .containsEntry("moodle.vmoodle.mnetkeyisvalid", "-2")
                .containsEntry("moodle.vmoodle.mnetkeyisinvalid", "1");
    }

    private PluginOraclesTest slowPage(long time, String spent, long user) {
        BigDecimal seconds = new BigDecimal(spent);
        site.with(
                "local_advancedperfs_slowp",
                "timecreated",
                time,
                "timespent",
                seconds,
                "timeindb",
                1,
                "dbcalls",
                1,
                "userid",
                user,
                "memused",
                1);
        return this;
    }

    private PluginOraclesTest run(long type, String start, String end, long result) {
        site.with(
                "task_log",
                "type",
                type,
                "timestart",
                new BigDecimal(start),
                "timeend",
                new BigDecimal(end),
                "dbreads",
                1,
                "dbwrites",
                1,
                "result",
                result);
        return this;
    }

    private PluginOraclesTest session(long user, long modified) {
        site.with("sessions", "userid", user, "timemodified", modified);
        return this;
    }

    private PluginOraclesTest bill(String status, String amount, String currency, long test) {
        site.with(
                "local_shop_bill",
                "status",
                status,
                "emissiondate",
                YESTERDAY,
                "amount",
                new BigDecimal(amount),
                "currency",
                currency,
                "test",
                test);
        return this;
    }

    private PluginOraclesTest item(long id, long list, long optional, long owner) {
        site.with(
                "learningtimecheck_item",
                "id",
                id,
                "learningtimecheck",
                list,
                "userid",
                owner,
                "itemoptional",
                optional,
                "credittime",
                20,
                "enablecredit",
                1,
                "moduleid",
                0);
        return this;
    }

    private PluginOraclesTest tick(long item, long user, long time) {
        site.with(
                "learningtimecheck_check",
                "item",
                item,
                "userid",
                user,
                "usertimestamp",
                time,
                "teachertimestamp",
                0,
                "declaredtime",
                0,
                "teacherdeclaredtime",
                0);
        return this;
    }

    private PluginOraclesTest certificate(long user, long issued, long delivered, long when) {
        site.with(
                "pdcertificate_issues",
                "userid",
                user,
                "timecreated",
                issued,
                "delivered",
                delivered,
                "timedelivered",
                when,
                "locked",
                0);
        return this;
    }

    private PluginOraclesTest ent(String name, String value) {
        site.with("config_plugins", "plugin", "local_ent_installer", "name", name, "value", value);
        return this;
    }

    private PluginOraclesTest host(long id, long expires) {
        site.with("mnet_host", "id", id, "deleted", 0, "public_key_expires", expires);
        return this;
    }
}

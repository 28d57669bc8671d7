package org.moodlefleet.testbed.oracle;

import static org.moodlefleet.testbed.oracle.Measure.state;
import static org.moodlefleet.testbed.oracle.Measure.window;
import static org.moodlefleet.testbed.oracle.Rate.DAILY;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Bills and products of local_shop. */
final class ShopOracle {
    private static final List<String> STATES = List.of("PLACED", "SOLDOUT", "COMPLETE", "CANCELLED", "PENDING");
    private static final List<String> EARNED = List.of("SOLDOUT", "COMPLETE");

    private ShopOracle() {}

    static List<Measure> measures() {
        List<Measure> measures = new ArrayList<>(List.of(
                window("moodle.shop.dailybills", DAILY, now -> ofDay(now).count()),
                state("moodle.shop.bills", DAILY, now -> bills(now).count()),
                window("moodle.shop.dailyamount", DAILY, ShopOracle::amount),
                state("moodle.shop.categories", DAILY, ShopOracle::categories),
                state("moodle.shop.activeproducts", DAILY, ShopOracle::activeProducts)));
        for (String status : STATES) {
            String name = status.toLowerCase(Locale.ROOT);
            measures.add(window("moodle.shop.daily" + name, DAILY, now -> in(status, ofDay(now))));
            measures.add(state("moodle.shop." + name, DAILY, now -> in(status, bills(now))));
        }
        return measures;
    }

    static BigDecimal amount(Reading now) {
        List<Row> earned = ofDay(now).filter(bill -> bill.in("status", EARNED)).toList();
        if (earned.stream()
                        .map(bill -> bill.text("currency").toUpperCase(Locale.ROOT))
                        .distinct()
                        .count()
                > 1) {
            throw new NotSent("several currencies");
        }
        return Decimals.rounded(
                Decimals.sum(earned.stream().map(bill -> bill.decimal("amount")).toList()), 2);
    }

    static long categories(Reading now) {
        return offered(now)
                .filter(item -> !item.isNull("categoryid"))
                .map(item -> item.num("categoryid"))
                .distinct()
                .count();
    }

    static long activeProducts(Reading now) {
        return offered(now).filter(item -> item.is("setid", 0)).count();
    }

    private static Stream<Row> offered(Reading now) {
        Set<Long> visible = now.rows("local_shop_catalogcategory")
                .filter(category -> category.is("visible", 1))
                .map(category -> category.num("id"))
                .collect(Collectors.toSet());
        return now.rows("local_shop_catalogitem")
                .filter(item -> item.is("status", "AVAILABLEINTERNAL")
                        || item.is("status", "AVAILABLE") && item.in("categoryid", visible));
    }

    private static long in(String status, Stream<Row> bills) {
        return bills.filter(bill -> bill.is("status", status)).count();
    }

    private static Stream<Row> ofDay(Reading now) {
        Window day = now.window();
        return bills(now).filter(bill -> bill.within("emissiondate", day));
    }

    /** Those that are no tests; older shops do not tell. */
    private static Stream<Row> bills(Reading now) {
        boolean tells = now.has("local_shop_bill", "test");
        return now.rows("local_shop_bill").filter(bill -> !tells || bill.is("test", 0));
    }
}

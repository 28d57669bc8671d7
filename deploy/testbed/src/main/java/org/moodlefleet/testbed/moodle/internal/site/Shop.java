package org.moodlefleet.testbed.moodle.internal.site;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.moodlefleet.testbed.moodle.Plugin;
import org.moodlefleet.testbed.moodle.internal.load.TableWriter;

/** Bills, in every state, and the products of the plugin local_shop. */
final class Shop implements Part {
    private static final int BILLS = 600;
    private static final int CATEGORIES = 12;
    private static final String[] BILLED = {
        "PENDING", "PLACED", "SOLDOUT", "COMPLETE", "CANCELLED", "SOLDOUT", "COMPLETE", "PARTIAL", "FAILED"
    };
    private static final String[] OFFERED = {
        "AVAILABLE", "AVAILABLE", "AVAILABLE", "AVAILABLEINTERNAL", "PREVIEW", "SUSPENDED", "PROVIDING", "ABANDONED"
    };

    private Site site;
    private SplittableRandom random;

    @Override
    public void write(Site whole, SplittableRandom draws) {
        site = whole;
        random = draws;
        if (site.has(Plugin.SHOP) && !site.empty()) {
            bills();
            products();
        }
    }

    private void bills() {
        boolean tells = site.hasColumn("local_shop_bill", "test");
        TableWriter rows = tells
                ? site.writer(
                        "local_shop_bill",
                        "shopid",
                        "customerid",
                        "status",
                        "emissiondate",
                        "amount",
                        "currency",
                        "test")
                : site.writer(
                        "local_shop_bill", "shopid", "customerid", "status", "emissiondate", "amount", "currency");
        for (int i = 0; i < BILLS; i++) {
            long emitted = i % 3 == 0 ? site.moments.any(random) : site.moments.nearEdge(random);
            String status = Draw.oneOf(random, BILLED);
            String amount = random.nextInt(900) + "." + (100 + random.nextInt(900));
            Object[] bill = {1 + i % 2, 1 + random.nextInt(80), status, emitted, amount, "EUR", i % 8 == 5};
            rows.add(tells ? bill : Arrays.copyOf(bill, bill.length - 1));
        }
    }

    /** Categories hidden, without products, and missing; parts of sets. */
    private void products() {
        TableWriter categories = site.writer("local_shop_catalogcategory", "catalogid", "name", "visible");
        for (int i = 1; i <= CATEGORIES; i++) {
            categories.add(1, "Category " + i, i % 4 != 0);
        }
        TableWriter items =
                site.writer("local_shop_catalogitem", "catalogid", "categoryid", "code", "name", "status", "setid");
        for (int i = 0; i < CATEGORIES * 4; i++) {
            int category = 1 + random.nextInt(CATEGORIES + 2);
            int set = i % 5 == 4 ? 1 + random.nextInt(i) : 0;
            items.add(1, category, "P" + i, Words.subject(random), Draw.oneOf(random, OFFERED), set);
        }
    }
}

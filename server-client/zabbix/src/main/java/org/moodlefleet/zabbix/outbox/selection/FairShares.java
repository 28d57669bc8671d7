package org.moodlefleet.zabbix.outbox.selection;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Divides a batch: who wants less than an even part gets all it wants, and what it leaves is divided evenly
 * among the others. What cannot be divided goes to some of them by lot, so that none is passed over for ever.
 */
final class FairShares {

    private final Random lot;

    FairShares(Random lot) {
        this.lot = lot;
    }

    /** @return shares of more than nothing, by owner; together the limit or all that is wanted */
    Map<String, Integer> of(Map<String, Long> wanted, int limit) {
        Part even = evenPart(wanted, limit);
        List<String> owners = new ArrayList<>(wanted.keySet());
        Collections.sort(owners);
        Collections.shuffle(owners, lot);
        Map<String, Integer> shares = new LinkedHashMap<>();
        long rest = even.rest;
        for (String owner : owners) {
            long want = wanted.get(owner);
            boolean more = want > even.size && rest > 0;
            rest -= more ? 1 : 0;
            long share = Math.min(want, even.size + (more ? 1 : 0));
            if (share > 0) {
                shares.put(owner, (int) share);
            }
        }
        return shares;
    }

    /**
     * @param size what each gets that wants as much
     * @param rest what remains when they have it, less than their number
     */
    private record Part(long size, long rest) {}

    private static Part evenPart(Map<String, Long> wanted, int limit) {
        List<Long> ascending = wanted.values().stream().sorted().toList();
        long left = limit;
        for (int i = 0; i < ascending.size(); i++) {
            int others = ascending.size() - i;
            if (ascending.get(i) * others > left) {
                return new Part(left / others, left % others);
            }
            left -= ascending.get(i);
        }
        return new Part(limit, 0);
    }
}

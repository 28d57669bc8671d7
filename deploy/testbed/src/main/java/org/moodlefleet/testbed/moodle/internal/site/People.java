package org.moodlefleet.testbed.moodle.internal.site;

import java.util.SplittableRandom;
import org.moodlefleet.testbed.moodle.internal.site.Person.Account;
import org.moodlefleet.testbed.moodle.internal.site.Person.Calling;

/** Who has an account. Their rows are written by {@link Accounts} once their activity is known. */
final class People implements Part {
    private static final long DAY = 86_400;
    private static final String[] AUTH = {
        "manual", "manual", "manual", "ldap", "ldap", "ldap", "cas", "cas", "email", "oauth2", "webservice", "nologin"
    };
    private Site site;

    @Override
    public void write(Site whole, SplittableRandom random) {
        site = whole;
        Account always = new Account("manual", false, false, true, false, false, site.installed, Long.MAX_VALUE);
        add(Calling.GUEST, always);
        add(Calling.ADMIN, always);
        for (int i = 0; i < site.spec.users(); i++) {
            int dice = random.nextInt(100);
            add(dice < 86 ? Calling.STUDENT : dice < 97 ? Calling.TEACHER : Calling.STAFF, account(i, random));
        }
    }

    private void add(Calling calling, Account account) {
        long id = site.people.size() + 1L;
        site.people.add(new Person(id, calling, account, site.contexts.below(site.contexts.system, 30, id)));
    }

    /** States by place, so that small sites have each of them; the first accounts, which do most, are sound. */
    private Account account(int place, SplittableRandom random) {
        boolean deleted = place % 23 == 11;
        boolean suspended = place % 17 == 9;
        boolean unconfirmed = place % 37 == 19;
        boolean remote = place % 83 == 29;
        boolean neverUsed = unconfirmed || place % 11 == 7;
        long created = place % 29 == 13
                ? site.moments.since(site.now - 35 * DAY, random)
                : random.nextLong(site.installed, site.begin);
        long until = deleted || suspended ? site.moments.since(created, random) : Long.MAX_VALUE;
        String auth = remote ? "mnet" : unconfirmed ? "email" : Draw.oneOf(random, AUTH);
        return new Account(auth, deleted, suspended, !unconfirmed, remote, neverUsed, created, until);
    }
}

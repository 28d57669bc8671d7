package org.moodlefleet.testbed.oracle;

import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Who is a person of the site (docs/measures-rules.md, section 2). */
final class People {
    private final MoodleSnapshot moodle;
    private final OptionalLong localHost;
    private final OptionalLong guest;

    People(MoodleSnapshot moodle, SiteConfig config) {
        this.moodle = moodle;
        this.localHost = config.number("mnet_localhost_id");
        this.guest = config.number("siteguest");
    }

    Stream<Row> registered() {
        return moodle.rows("user").filter(user -> user.is("deleted", 0) && isLocal(user) && !isGuest(user.num("id")));
    }

    Stream<Row> living() {
        return registered().filter(user -> user.is("suspended", 0) && user.is("confirmed", 1));
    }

    Stream<Row> deleted() {
        return moodle.rows("user").filter(user -> user.is("deleted", 1) && isLocal(user));
    }

    Set<Long> livingIds() {
        return living().map(user -> user.num("id")).collect(Collectors.toSet());
    }

    boolean isGuest(long userid) {
        return guest.isPresent() && guest.getAsLong() == userid;
    }

    private boolean isLocal(Row user) {
        return localHost.isEmpty() || user.is("mnethostid", localHost.getAsLong());
    }
}

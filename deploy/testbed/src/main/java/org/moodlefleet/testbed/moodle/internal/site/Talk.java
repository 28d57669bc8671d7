package org.moodlefleet.testbed.moodle.internal.site;

import java.util.SplittableRandom;
import org.moodlefleet.testbed.moodle.internal.load.TableWriter;

/** Messages between people, and Moodle's notifications to them. */
final class Talk implements Part {
    @Override
    public void write(Site site, SplittableRandom random) {
        TableWriter messages = site.writer(
                "messages", "useridfrom", "conversationid", "subject", "fullmessage", "smallmessage", "timecreated");
        TableWriter notifications = site.writer(
                "notifications",
                "useridfrom",
                "useridto",
                "subject",
                "fullmessage",
                "component",
                "eventtype",
                "timeread",
                "timecreated");
        for (int i = 0; i < site.spec.users() * 2; i++) {
            Person from = Draw.earlyOneOf(site.people, random);
            String text = Words.sentence(random);
            messages.add(from.id, 1 + random.nextInt(50), null, text, text, site.moments.any(random));
            long sent = site.moments.any(random);
            notifications.add(
                    -10,
                    Draw.oneOf(site.people, random).id,
                    "Re",
                    text,
                    "mod_forum",
                    "posts",
                    random.nextBoolean() ? Long.valueOf(sent) : null,
                    sent);
        }
    }
}

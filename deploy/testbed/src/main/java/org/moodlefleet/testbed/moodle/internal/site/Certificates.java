package org.moodlefleet.testbed.moodle.internal.site;

import java.util.SplittableRandom;
import org.moodlefleet.testbed.moodle.Plugin;
import org.moodlefleet.testbed.moodle.internal.load.TableWriter;

/** Certificates of the plugin mod_pdcertificate, issued to people and delivered sooner, later or not at all. */
final class Certificates implements Part {
    @Override
    public void write(Site site, SplittableRandom random) {
        if (!site.has(Plugin.PDCERTIFICATE)) {
            return;
        }
        TableWriter kinds = site.writer("pdcertificate", "course", "name");
        TableWriter issues = site.writer(
                "pdcertificate_issues",
                "userid",
                "pdcertificateid",
                "code",
                "timecreated",
                "locked",
                "delivered",
                "timedelivered");
        for (Activity kind : site.activities(Plugin.PDCERTIFICATE.module())) {
            long id = kinds.add(kind.course().id, "Certificate");
            for (Person student : kind.course().students) {
                long issued = site.moments.nearEdge(random);
                boolean delivered = random.nextInt(3) > 0;
                long until = random.nextInt(4) == 0 ? site.moments.nearEdge(random) : issued + random.nextInt(400_000);
                issues.add(
                        student.id,
                        id,
                        Draw.hex(20, random),
                        issued,
                        random.nextInt(6) == 0,
                        delivered,
                        delivered ? Math.min(site.now - 1, until) : 0);
            }
        }
    }
}

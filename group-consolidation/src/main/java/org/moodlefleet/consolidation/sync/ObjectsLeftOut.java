package org.moodlefleet.consolidation.sync;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.moodlefleet.zabbix.provisioning.outcome.LeftOut;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Objects that one Zabbix server does not have as they are wanted: counted by tenant, and each logged once. */
public final class ObjectsLeftOut {

    private static final Logger LOG = LoggerFactory.getLogger(ObjectsLeftOut.class);

    /** Lines of the log for one apply. */
    private static final int MOST_LINES = 20;

    private final String server;
    private final MultiGauge gauge;
    private Set<LeftOut> told = Set.of();

    public ObjectsLeftOut(String server, MeterRegistry meters) {
        this.server = server;
        this.gauge = MultiGauge.builder("moodle_fleet_provisioning_objects_left_out")
                .description("Hosts, groups, accounts and dashboards that cannot be made or changed in Zabbix")
                .register(meters);
    }

    /** @param now all that are left out after an apply */
    public synchronized void are(List<LeftOut> now) {
        TreeMap<String, Long> byTenant =
                now.stream().collect(Collectors.groupingBy(LeftOut::owner, TreeMap::new, Collectors.counting()));
        gauge.register(
                byTenant.entrySet().stream()
                        .map(one ->
                                MultiGauge.Row.of(Tags.of("server", server, "tenant", one.getKey()), one.getValue()))
                        .collect(Collectors.toList()),
                true);
        List<LeftOut> fresh = now.stream().filter(one -> !told.contains(one)).toList();
        fresh.stream()
                .limit(MOST_LINES)
                .forEach(one -> LOG.atWarn()
                        .addKeyValue("server", server)
                        .addKeyValue("tenant", one.owner())
                        .addKeyValue("object", one.object())
                        .addKeyValue("cause", one.cause())
                        .log("left out of what is provisioned in Zabbix"));
        if (fresh.size() > MOST_LINES) {
            LOG.atWarn()
                    .addKeyValue("server", server)
                    .log("{} more objects are left out: 'moodle-fleet plan' names them", fresh.size() - MOST_LINES);
        }
        told = new HashSet<>(now);
    }
}

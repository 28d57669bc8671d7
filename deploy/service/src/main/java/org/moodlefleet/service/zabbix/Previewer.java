package org.moodlefleet.service.zabbix;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.moodlefleet.consolidation.dashboard.MoodleWidgets;
import org.moodlefleet.service.config.ServiceConfig;
import org.moodlefleet.zabbix.api.ZabbixApi;
import org.moodlefleet.zabbix.provisioning.Provisioner;
import org.moodlefleet.zabbix.provisioning.plan.Plan;
import org.moodlefleet.zabbix.provisioning.state.DesiredState;
import org.moodlefleet.zabbix.provisioning.state.OwnerMark;

/**
 * Plans what is only shown, a few at once and from what was read of Zabbix lately. Nothing that is done waits for it.
 */
public final class Previewer {

    /** How long what was read is good enough to tell a difference, when we change nothing there meanwhile. */
    private static final Duration REMEMBERED = Duration.ofSeconds(30);

    /** Of one call to Zabbix. */
    private static final Duration LONGEST_CALL = Duration.ofSeconds(10);

    private static final int AT_ONCE = 4;

    private final ZabbixApi remembering;
    private final List<Provisioner> planners;
    private final AtomicInteger turn = new AtomicInteger();

    public Previewer(Vertx vertx, ZabbixApi api, OwnerMark mark, Clock clock, ServiceConfig.Provisioning settings) {
        this.remembering = api.remembering(REMEMBERED, LONGEST_CALL);
        this.planners = IntStream.range(0, AT_ONCE)
                .mapToObj(i -> new Provisioner(
                        vertx,
                        remembering,
                        mark,
                        settings.removalGrace(),
                        clock,
                        MoodleWidgets.asWanted(settings.widgets())))
                .toList();
    }

    /** @return changes nothing */
    Future<Plan> plan(DesiredState desired) {
        return planners.get(Math.floorMod(turn.getAndIncrement(), AT_ONCE)).plan(desired);
    }

    /** Zabbix has been changed: it is read anew. */
    public void forget() {
        remembering.forget();
    }

    public Future<Void> close() {
        return Future.all(planners.stream().map(Provisioner::close).toList()).mapEmpty();
    }
}

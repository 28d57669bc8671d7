package org.moodlefleet.service;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.micrometer.MicrometerMetricsFactory;
import io.vertx.micrometer.MicrometerMetricsOptions;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.moodlefleet.collector.lane.Pace;
import org.moodlefleet.collector.lane.ServerLanes;
import org.moodlefleet.collector.measure.Template;
import org.moodlefleet.collector.moodle.DatabaseLimits;
import org.moodlefleet.collector.moodle.SchemaCache;
import org.moodlefleet.collector.schedule.Spread;
import org.moodlefleet.collector.tick.CollectorContext;
import org.moodlefleet.collector.tick.SampleStore;
import org.moodlefleet.service.config.ServiceConfig;
import org.moodlefleet.zabbix.outbox.contract.OutboxConfig;
import org.moodlefleet.zabbix.outbox.contract.OutboxConfig.Bounds;

/** From the configuration file to what each room is given. */
public final class Wiring {

    /** Threads that wait for the registry's database and for files. */
    private static final int BLOCKING_THREADS = 32;

    /** Threads that read Moodles' databases, and do nothing else: nobody else's thread waits for one. */
    private static final int DATABASE_THREADS = 64;

    private static final Duration SCHEMA_LIFETIME = Duration.ofHours(1);
    private static final int MOST_ROWS = 10_000;

    private Wiring() {}

    public static Vertx vertx(MeterRegistry meters) {
        VertxOptions options = new VertxOptions()
                .setWorkerPoolSize(BLOCKING_THREADS)
                .setInternalBlockingPoolSize(BLOCKING_THREADS)
                .setMetricsOptions(new MicrometerMetricsOptions().setEnabled(true));
        return Vertx.builder()
                .with(options)
                .withMetrics(new MicrometerMetricsFactory(meters))
                .build();
    }

    public static CollectorContext collectorContext(
            List<Template> templates,
            ServiceConfig.Collector config,
            SampleStore store,
            MeterRegistry meters,
            Clock clock) {
        return new CollectorContext(
                templates,
                store,
                new DatabaseLimits(
                        config.connectTimeout(),
                        config.statementTimeout(),
                        config.slowStatementTimeout(),
                        config.connectionsPerServer(),
                        MOST_ROWS,
                        config.weakLogins()),
                lanes(config.connectionsPerServer(), meters),
                new SchemaCache(SCHEMA_LIFETIME),
                new Spread(config.hourlySpread(), config.dailySpread()),
                config.backlogPause(),
                meters,
                clock);
    }

    private static ServerLanes lanes(int connectionsPerServer, MeterRegistry meters) {
        ServerLanes lanes = new ServerLanes(connectionsPerServer, DATABASE_THREADS);
        Gauge.builder("moodle_fleet_databases_read", lanes, ServerLanes::running)
                .description("Databases that are being read, each by a thread of its own; at most " + DATABASE_THREADS)
                .register(meters);
        for (Pace pace : Pace.values()) {
            Gauge.builder("moodle_fleet_databases_waiting", lanes, all -> all.waiting(pace))
                    .description("Reads that wait for their turn")
                    .tag("pace", pace.label())
                    .register(meters);
        }
        return lanes;
    }

    static OutboxConfig outboxConfig(ServiceConfig config) {
        ServiceConfig.Outbox bounds = config.outbox();
        return new OutboxConfig(
                config.data().resolve("outbox.db"),
                new Bounds(bounds.maxAge(), bounds.maxSamples()),
                new Bounds(bounds.tenant().maxAge(), bounds.tenant().maxSamples()),
                bounds.maxBytes());
    }
}

package org.moodlefleet.service;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.micrometer.MicrometerMetricsFactory;
import io.vertx.micrometer.MicrometerMetricsOptions;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.moodlefleet.collector.CollectorContext;
import org.moodlefleet.collector.SampleStore;
import org.moodlefleet.collector.lane.ServerLanes;
import org.moodlefleet.collector.measure.Template;
import org.moodlefleet.collector.moodle.DatabaseLimits;
import org.moodlefleet.collector.moodle.SchemaCache;
import org.moodlefleet.collector.schedule.Spread;
import org.moodlefleet.service.config.ServiceConfig;
import org.moodlefleet.zabbix.delivery.DeliveryConfig;
import org.moodlefleet.zabbix.outbox.OutboxConfig;
import org.moodlefleet.zabbix.outbox.OutboxConfig.Bounds;

/** From the configuration file to what each room is given. */
public final class Wiring {

    /**
     * Threads that wait for databases: JDBC blocks. A dead server holds one of them, a slow one as many as
     * its lane is wide.
     */
    private static final int BLOCKING_THREADS = 64;

    /** The others are for the registry and for Zabbix, which Moodles must not hold up. */
    private static final int DATABASE_THREADS = BLOCKING_THREADS - 16;

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
                new ServerLanes(config.connectionsPerServer(), DATABASE_THREADS),
                new SchemaCache(SCHEMA_LIFETIME),
                new Spread(config.hourlySpread(), config.dailySpread()),
                config.backlogPause(),
                meters,
                clock);
    }

    static OutboxConfig outboxConfig(ServiceConfig config) {
        ServiceConfig.Outbox bounds = config.outbox();
        return new OutboxConfig(
                config.data().resolve("outbox.db"),
                new Bounds(bounds.maxAge(), bounds.maxSamples()),
                new Bounds(bounds.tenant().maxAge(), bounds.tenant().maxSamples()),
                bounds.maxBytes());
    }

    static DeliveryConfig delivery(ServiceConfig.Zabbix config) {
        return new DeliveryConfig(
                config.delivery().batchSize(),
                config.delivery().maxSamplesPerSecond(),
                DeliveryConfig.DEFAULT.firstRetry(),
                DeliveryConfig.DEFAULT.lastRetry(),
                config.delivery().rejectAfter(),
                DeliveryConfig.DEFAULT.stopWithin());
    }
}

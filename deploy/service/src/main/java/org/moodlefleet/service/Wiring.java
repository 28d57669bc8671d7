package org.moodlefleet.service;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.micrometer.MicrometerMetricsFactory;
import io.vertx.micrometer.MicrometerMetricsOptions;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.moodlefleet.collector.CollectorContext;
import org.moodlefleet.collector.SampleStore;
import org.moodlefleet.collector.measure.Template;
import org.moodlefleet.collector.moodle.DatabaseLimits;
import org.moodlefleet.collector.moodle.SchemaCache;
import org.moodlefleet.collector.moodle.ServerLanes;
import org.moodlefleet.collector.schedule.Spread;
import org.moodlefleet.service.config.ServiceConfig;
import org.moodlefleet.zabbix.delivery.Channel;
import org.moodlefleet.zabbix.delivery.DeliveryConfig;
import org.moodlefleet.zabbix.outbox.OutboxConfig;
import org.moodlefleet.zabbix.outbox.OutboxConfig.Bounds;
import org.moodlefleet.zabbix.trapper.Encryption;
import org.moodlefleet.zabbix.trapper.TrapperAddress;
import org.moodlefleet.zabbix.trapper.TrapperClient;
import org.moodlefleet.zabbix.trapper.TrapperTimeouts;

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
                        MOST_ROWS),
                new ServerLanes(config.connectionsPerServer(), DATABASE_THREADS),
                new SchemaCache(SCHEMA_LIFETIME),
                new Spread(config.hourlySpread(), config.dailySpread()),
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

    /** All channels by name, the default one first. */
    static Map<String, Channel> channels(Vertx vertx, ServiceConfig.Zabbix config) {
        Map<String, Channel> channels = new LinkedHashMap<>();
        channels.put(ServiceConfig.DEFAULT_CHANNEL, defaultChannel(vertx, config));
        config.channels().forEach((tenant, own) -> channels.put(tenant, channel(tenant, vertx, own.trapper())));
        return channels;
    }

    /** Where samples of tenants go that have no channel of their own. */
    public static Channel defaultChannel(Vertx vertx, ServiceConfig.Zabbix config) {
        return channel(ServiceConfig.DEFAULT_CHANNEL, vertx, config.trapper());
    }

    private static Channel channel(String name, Vertx vertx, ServiceConfig.Trapper trapper) {
        TrapperAddress address = new TrapperAddress(trapper.host(), trapper.port());
        return new TrapperClient(name, vertx, List.of(address), new Encryption.None(), TrapperTimeouts.DEFAULT);
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

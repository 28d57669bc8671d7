package org.moodlefleet.service.command.moodle;

import static org.moodlefleet.service.command.message.CommandLanguage.say;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.moodlefleet.collector.moodle.CollectionFailure;
import org.moodlefleet.collector.tick.CollectorContext;
import org.moodlefleet.collector.tick.SampleStore;
import org.moodlefleet.collector.tick.SetWindow;
import org.moodlefleet.consolidation.template.Templates;
import org.moodlefleet.document.DocumentException;
import org.moodlefleet.model.InstanceId;
import org.moodlefleet.model.SetName;
import org.moodlefleet.service.Wiring;
import org.moodlefleet.service.command.terminal.CommandFailure;
import org.moodlefleet.service.config.ServiceConfig;
import org.moodlefleet.service.zabbix.Channels;
import org.moodlefleet.zabbix.Sample;
import org.moodlefleet.zabbix.delivery.Channel;
import org.moodlefleet.zabbix.delivery.SendResult;

/** Reads from a Moodle within a command, without the service. */
final class Reading {

    private Reading() {}

    /** Runs work with a Vert.x of its own; a database that cannot be read ends the command. */
    static <T> T with(Templates templates, BiFunction<Vertx, CollectorContext, Future<T>> work) {
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        Vertx vertx = Wiring.vertx(meters);
        try {
            CollectorContext context = Wiring.collectorContext(
                    templates.all(), ServiceConfig.Collector.DEFAULT, new Nothing(), meters, Clock.systemUTC());
            return work.apply(vertx, context)
                    .recover(e -> {
                        CollectionFailure failure = CollectionFailure.of(e);
                        return Future.failedFuture(
                                new CommandFailure(List.of(failure.kind().label() + ": " + say(failure.message()))));
                    })
                    .await();
        } finally {
            vertx.close().await();
        }
    }

    /** Sends samples by the default channel of a configuration, once. */
    static SendResult send(ServiceConfig config, List<Sample> samples) throws DocumentException {
        Channels channels = Channels.of(config);
        Vertx vertx = Vertx.vertx();
        Channel channel = channels.openDefault(vertx);
        try {
            return channel.send(samples).await();
        } finally {
            channel.close().await();
            vertx.close().await();
        }
    }

    private static final class Nothing implements SampleStore {
        @Override
        public Future<Void> store(InstanceId instance, SetWindow window, List<Sample> samples) {
            return Future.succeededFuture();
        }

        @Override
        public Future<Map<SetName, Instant>> watermarks(InstanceId instance) {
            return Future.succeededFuture(Map.of());
        }
    }
}

package org.moodlefleet.service.command.local;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.moodlefleet.service.Service;
import org.moodlefleet.service.command.settings.ConfigOption;
import org.moodlefleet.service.config.ServiceConfig;
import org.moodlefleet.service.process.FatalErrors;
import org.moodlefleet.service.process.Logs;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code serve}. */
@Command(
        name = "serve",
        description = "Runs the service until it is told to end (SIGTERM).",
        mixinStandardHelpOptions = true,
        footer = "  moodle-fleet serve -c /etc/moodle-fleet/moodle-fleet.yaml")
public final class ServeCommand implements Callable<Integer> {

    private static final Duration STOP_WITHIN = Duration.ofSeconds(30);

    @Mixin
    private ConfigOption config;

    @Override
    public Integer call() throws Exception {
        ServiceConfig read = config.read();
        Logs.configure(read.log());
        FatalErrors.watch();
        Service service = Service.of(read);
        service.start().await();
        CountDownLatch ended = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(service, ended), "stop"));
        ended.await();
        return 0;
    }

    private static void stop(Service service, CountDownLatch ended) {
        try {
            service.stop().toCompletionStage().toCompletableFuture().get(STOP_WITHIN.toSeconds(), TimeUnit.SECONDS);
        } catch (Exception e) {
            System.err.println("moodle-fleet: not stopped cleanly: " + e);
        } finally {
            ended.countDown();
        }
    }
}

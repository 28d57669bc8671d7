package org.moodlefleet.service.bed;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import net.logstash.logback.encoder.LogstashEncoder;
import org.moodlefleet.service.config.ServiceConfig;
import org.moodlefleet.service.process.Logs;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Every line that is logged while it is open, at level debug, as the JSON format writes it. */
public final class CapturedLog extends AppenderBase<ILoggingEvent> implements AutoCloseable {

    public final List<String> lines = new CopyOnWriteArrayList<>();
    private final LogstashEncoder encoder = new LogstashEncoder();
    private final ch.qos.logback.classic.Logger root;

    public CapturedLog() {
        Logs.configure(new ServiceConfig.Log(null, ServiceConfig.Log.Level.DEBUG));
        LoggerContext logging = (LoggerContext) LoggerFactory.getILoggerFactory();
        root = logging.getLogger(Logger.ROOT_LOGGER_NAME);
        setContext(logging);
        encoder.setContext(logging);
        encoder.start();
        start();
        root.addAppender(this);
    }

    /** One besides which nothing is written. */
    public static CapturedLog alone() {
        CapturedLog log = new CapturedLog();
        log.root.iteratorForAppenders().forEachRemaining(appender -> {
            if (appender != log) {
                log.root.detachAppender(appender);
            }
        });
        return log;
    }

    @Override
    protected void append(ILoggingEvent event) {
        lines.add(new String(encoder.encode(event), StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        root.detachAppender(this);
    }
}

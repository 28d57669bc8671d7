package org.moodlefleet.configapi.port;

import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.moodlefleet.document.Message;
import org.moodlefleet.document.MessageException;
import org.moodlefleet.model.Instance;
import org.moodlefleet.zabbix.Sample;

/** What the API lets be done with an instance at once; the program provides it. Called on an event loop. */
public interface InstanceActions {

    /**
     * Looks at the instance's database and at its host's name in Zabbix; a database that cannot be reached is a report, not a
     * failure. Takes a bounded time.
     *
     * @param zabbix the server that is to watch it, null for the default one
     * @param password of the database account
     */
    Future<CheckReport> check(Instance instance, String zabbix, Supplier<Future<String>> password);

    /**
     * Collects one rate.
     *
     * @param rate instant, hourly, daily, weekly or monthly
     * @param at the instant to collect for, null for now
     * @param print whether the samples are only shown; else they are delivered as well
     * @return fails with {@link ActionFailedException} when the instance gives no samples
     */
    Future<Run> run(Instance instance, String rate, Instant at, boolean print);

    /**
     * What a run gave.
     *
     * @param failed measure sets without samples, each with the kind of its failure: {@code moodle/daily-courses
     *     (missing_right)}
     */
    record Run(List<Sample> samples, List<String> failed) {}

    /** The instance did not let it be done; the message is shown to the caller and holds no secret. */
    final class ActionFailedException extends MessageException {
        public ActionFailedException(Message said) {
            super(said);
        }
    }
}

package org.moodlefleet.configapi.port;

import io.vertx.core.Future;
import java.util.List;
import org.moodlefleet.document.Message;
import org.moodlefleet.document.MessageException;
import org.moodlefleet.model.access.Caller;

/** What Zabbix needs to be as the registry says, and its doing at once. The program provides it. */
public interface ZabbixPlans {

    /**
     * One change.
     *
     * @param change one line for people
     * @param held whether it waits for an approval
     */
    record Step(String change, boolean held) {}

    /**
     * An object that cannot be made or changed; all others are.
     *
     * @param object its kind and name, such as {@code host moodle.example.org}
     * @param tenant whose it is; null for the operator's
     * @param cause why
     */
    record LeftOutObject(String object, String tenant, String cause) {}

    /**
     * What has to be done.
     *
     * @param changes in the order of the work
     * @param conflicts what cannot be done, since something that is not ours stands in the way; one sentence each
     * @param leftOut objects that cannot be made or changed
     * @param removals how many of the changes take something away
     * @param held whether some of those wait for an approval: they are more than the configured limit, the registry has no
     *     instance, or they are of what was taken over from another one
     * @param fingerprint of the removals that are held, by which they are approved; null when none is
     */
    record Plan(
            List<Step> changes,
            List<String> conflicts,
            List<LeftOutObject> leftOut,
            long removals,
            boolean held,
            String fingerprint) {

        public Plan {
            leftOut = List.copyOf(leftOut);
            changes = List.copyOf(changes);
            conflicts = List.copyOf(conflicts);
        }
    }

    /**
     * A change that Zabbix did not accept.
     *
     * @param cause what it said
     */
    record Failure(String change, String cause) {}

    /**
     * What was done.
     *
     * @param leftOut objects that were not even tried
     * @param held removals that still wait for an approval
     * @param fingerprint of those; null when there is none
     */
    record Applied(
            List<String> applied,
            List<Failure> failures,
            List<String> conflicts,
            List<LeftOutObject> leftOut,
            long held,
            String fingerprint) {

        public Applied {
            leftOut = List.copyOf(leftOut);
            applied = List.copyOf(applied);
            failures = List.copyOf(failures);
            conflicts = List.copyOf(conflicts);
        }
    }

    /** Names of the servers, the default one first; empty when none is provisioned. */
    List<String> servers();

    /**
     * @param server one of them
     * @param adopt as {@link #apply}
     * @return changes nothing; fails with {@link UnavailableException}
     */
    Future<Plan> plan(String server, String adopt);

    /**
     * Does what has to be done, after what is being done.
     *
     * @param server one of them
     * @param approve fingerprint of the removals that are held and shall be done as well; null: they stay held
     * @param adopt whose objects are taken over besides: a registry's identity, {@code earlier} for what earlier versions
     *     made, {@code all}, or null: nobody's
     * @param caller who approves and adopts, for the audit log
     * @return fails with {@link UnavailableException}, or with {@link OtherRemovalsException} and nothing done
     */
    Future<Applied> apply(String server, String approve, String adopt, Caller caller);

    /** There is no Zabbix, or it cannot be asked now; the message is shown to the caller and holds no secret. */
    final class UnavailableException extends MessageException {
        public UnavailableException(Message said) {
            super(said);
        }
    }

    /** What was approved are not the removals that have to be done now. */
    final class OtherRemovalsException extends RuntimeException {
        public OtherRemovalsException() {
            super("the removals are not those that were approved");
        }
    }
}

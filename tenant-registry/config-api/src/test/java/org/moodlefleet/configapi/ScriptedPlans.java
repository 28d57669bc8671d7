package org.moodlefleet.configapi;

import io.vertx.core.Future;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.moodlefleet.configapi.port.ZabbixPlans;
import org.moodlefleet.document.Message;
import org.moodlefleet.model.access.Caller;

/** A Zabbix that needs one host more, and eleven fewer than it has. */
final class ScriptedPlans implements ZabbixPlans {

    static final String FINGERPRINT = "0123456789abcdef0123456789abcdef";

    /** Who has had it applied with which approval. */
    final List<String> applied = new CopyOnWriteArrayList<>();

    /** What is the matter with Zabbix, null for nothing. */
    volatile String outage;

    @Override
    public List<String> servers() {
        return List.of("default", "second");
    }

    @Override
    public Future<Plan> plan(String server, String adopt) {
        Plan plan = new Plan(
                List.of(new Step("create host a", false), new Step("disable host b, which is no longer wanted", true)),
                List.of("host c is not ours"),
                List.of(new LeftOutObject("host e", "lyon", "its name is too long")),
                11,
                true,
                FINGERPRINT);
        return outage == null
                ? Future.succeededFuture(plan)
                : Future.failedFuture(new UnavailableException(Message.text(outage)));
    }

    @Override
    public Future<Applied> apply(String server, String approve, String adopt, Caller caller) {
        if (outage != null) {
            return Future.failedFuture(new UnavailableException(Message.text(outage)));
        }
        if (approve != null && !approve.equals(FINGERPRINT)) {
            return Future.failedFuture(new OtherRemovalsException());
        }
        applied.add(caller.name() + (server.equals("default") ? "" : " " + server) + " " + approve
                + (adopt == null ? "" : " adopting " + adopt));
        boolean held = approve == null;
        return Future.succeededFuture(new Applied(
                List.of("create host a"),
                List.of(new Failure("update host d", "No permissions")),
                List.of("host c is not ours"),
                List.of(new LeftOutObject("host e", "lyon", "its name is too long")),
                held ? 11 : 0,
                held ? FINGERPRINT : null));
    }
}

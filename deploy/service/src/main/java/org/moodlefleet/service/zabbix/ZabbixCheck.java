package org.moodlefleet.service.zabbix;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.moodlefleet.document.DocumentException;
import org.moodlefleet.service.config.ServiceConfig;
import org.moodlefleet.zabbix.Sample;
import org.moodlefleet.zabbix.api.ZabbixApi;
import org.moodlefleet.zabbix.api.ZabbixApiConfig;
import org.moodlefleet.zabbix.api.ZabbixApiException;
import org.moodlefleet.zabbix.api.ZabbixDialect;
import org.moodlefleet.zabbix.delivery.Channel;
import org.moodlefleet.zabbix.push.HistoryPush;

/** Asks each Zabbix of a configuration whether it is there, lets us in, lets us do what we must, and takes values. */
public final class ZabbixCheck {

    private static final int OLDEST_MAJOR = 6;
    private static final int NEWEST_MAJOR = 7;

    /** Type of a role. */
    private static final String SUPER_ADMIN = "3";

    private static final String GIVE_ROLE = "give the account's user a role of type Super admin";

    /** Of no host: Zabbix counts its value as failed, and nothing changes. */
    private static final String NOBODY = "moodle-fleet check";

    /**
     * What was found.
     *
     * @param place section of the configuration
     * @param hint what is to be done, empty when nothing is
     */
    public record Finding(String place, boolean passed, String found, String hint) {

        private static Finding ok(String place, String found) {
            return new Finding(place, true, found, "");
        }

        private static Finding failed(String place, Throwable e, String hint) {
            return new Finding(place, false, String.valueOf(e.getMessage()), hint);
        }

        /** In one line. */
        @Override
        public String toString() {
            return place + ": " + found + (hint.isEmpty() ? "" : "; " + hint);
        }
    }

    private final Vertx vertx;

    public ZabbixCheck(Vertx vertx) {
        this.vertx = vertx;
    }

    /** @throws DocumentException when a secret or file is missing; blocks until it is read */
    public Future<List<Finding>> of(ServiceConfig config) throws DocumentException {
        return of(ZabbixAccess.of(config), Channels.of(config));
    }

    public Future<List<Finding>> of(Map<String, ZabbixApiConfig> servers, Channels channels) {
        List<Future<List<Finding>>> asked = new ArrayList<>();
        servers.forEach((name, server) -> asked.add(api(place(name, "servers") + "/api", server)));
        channels.byName().forEach((name, channel) -> {
            String section = channels.tenants().contains(name) ? "channels" : "servers";
            asked.add(channel(place(name, section), channel.apply(vertx)).map(List::of));
        });
        return Future.join(asked)
                .transform(done -> Future.succeededFuture(
                        asked.stream().flatMap(one -> one.result().stream()).toList()));
    }

    private static String place(String name, String section) {
        return name.equals(ServiceConfig.DEFAULT_SERVER) ? "/zabbix" : "/zabbix/" + section + "/" + name;
    }

    private Future<List<Finding>> api(String place, ZabbixApiConfig config) {
        ZabbixApi api = new ZabbixApi(vertx, config);
        return api.dialect()
                .compose(dialect -> rights(place, api, version(place, dialect)))
                .recover(e -> Future.succeededFuture(List.of(Finding.failed(place, e, reach(e)))))
                .eventually(api::close);
    }

    private static Finding version(String place, ZabbixDialect dialect) {
        int major = dialect.version().major();
        String found = "Zabbix " + dialect.version();
        return major >= OLDEST_MAJOR && major <= NEWEST_MAJOR
                ? Finding.ok(place, found)
                : new Finding(place, false, found + " is not supported", "use Zabbix 6.0 to 7.4");
    }

    /** Whom one may change: oneself, and a Super admin all users, of whom one at least is a Super admin. */
    private static Future<List<Finding>> rights(String place, ZabbixApi api, Finding version) {
        Map<String, Object> mayBeChanged =
                Map.of("output", List.of("userid"), "selectRole", List.of("type"), "editable", true);
        return api.call("user.get", mayBeChanged)
                .map(users -> List.of(version, account(place, users)))
                .recover(e -> Future.succeededFuture(List.of(version, Finding.failed(place, e, enter(e)))));
    }

    private static Finding account(String place, JsonNode users) {
        for (JsonNode user : users) {
            if (user.at("/role/type").asText().equals(SUPER_ADMIN)) {
                return Finding.ok(place, "the account is a Super admin");
            }
        }
        return new Finding(place, false, "the account is no Super admin", GIVE_ROLE);
    }

    private Future<Finding> channel(String place, Channel channel) {
        Sample harmless =
                new Sample(NOBODY, "moodle.fleet.check", "1", Instant.now().getEpochSecond(), 1);
        String way = place + (channel instanceof HistoryPush ? "/historyPush" : "/trapper");
        return channel.send(List.of(harmless))
                .map(receipt -> Finding.ok(way, "takes values"))
                .recover(e -> Future.succeededFuture(Finding.failed(
                        way,
                        e,
                        channel instanceof HistoryPush
                                ? reach(e)
                                : "correct host and port, or start the Zabbix server, or open the network")))
                .eventually(channel::close);
    }

    private static String reach(Throwable e) {
        if (String.valueOf(e.getMessage()).contains("is not trusted")) {
            return "write the PEM file of who vouches for it as 'ca', or correct the server's certificate";
        }
        return e instanceof ZabbixApiException refusal && refusal.refused()
                ? enter(e)
                : "correct url, or start Zabbix' web server, or open the network";
    }

    private static String enter(Throwable e) {
        return String.valueOf(e.getMessage()).contains("permission")
                ? GIVE_ROLE
                : "make an API token for a user of type Super admin, and put it where 'token' refers to";
    }
}

package org.moodlefleet.service.zabbix;

import static org.moodlefleet.service.zabbix.ZabbixCheckMessage.GIVE_ROLE;
import static org.moodlefleet.service.zabbix.ZabbixCheckMessage.IS_NO_SUPER_ADMIN;
import static org.moodlefleet.service.zabbix.ZabbixCheckMessage.IS_SUPER_ADMIN;
import static org.moodlefleet.service.zabbix.ZabbixCheckMessage.MAKE_A_TOKEN;
import static org.moodlefleet.service.zabbix.ZabbixCheckMessage.START_ZABBIX_SERVER;
import static org.moodlefleet.service.zabbix.ZabbixCheckMessage.START_ZABBIX_WEB;
import static org.moodlefleet.service.zabbix.ZabbixCheckMessage.TAKES_VALUES;
import static org.moodlefleet.service.zabbix.ZabbixCheckMessage.USE_SUPPORTED_ZABBIX;
import static org.moodlefleet.service.zabbix.ZabbixCheckMessage.WRITE_CA;
import static org.moodlefleet.service.zabbix.ZabbixCheckMessage.ZABBIX_UNSUPPORTED;
import static org.moodlefleet.service.zabbix.ZabbixCheckMessage.ZABBIX_VERSION;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.moodlefleet.document.DocumentException;
import org.moodlefleet.document.Language;
import org.moodlefleet.document.Message;
import org.moodlefleet.document.MessageException;
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

    /** Of no host: Zabbix counts its value as failed, and nothing changes. */
    private static final String NOBODY = "moodle-fleet check";

    /**
     * What was found.
     *
     * @param place section of the configuration
     * @param hint what is to be done, empty when nothing is
     */
    public record Finding(String place, boolean passed, Message found, Message hint) {

        private static Finding ok(String place, Message found) {
            return new Finding(place, true, found, Message.NONE);
        }

        private static Finding failed(String place, Throwable e, Message hint) {
            return new Finding(place, false, MessageException.of(e), hint);
        }

        /** In one line. */
        public String in(Language language) {
            return place + ": " + found.in(language) + (hint.isEmpty() ? "" : "; " + hint.in(language));
        }

        @Override
        public String toString() {
            return in(Language.EN);
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
        return major >= OLDEST_MAJOR && major <= NEWEST_MAJOR
                ? Finding.ok(place, ZABBIX_VERSION.with(dialect.version()))
                : new Finding(place, false, ZABBIX_UNSUPPORTED.with(dialect.version()), USE_SUPPORTED_ZABBIX);
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
                return Finding.ok(place, IS_SUPER_ADMIN);
            }
        }
        return new Finding(place, false, IS_NO_SUPER_ADMIN, GIVE_ROLE);
    }

    private Future<Finding> channel(String place, Channel channel) {
        Sample harmless =
                new Sample(NOBODY, "moodle.fleet.check", "1", Instant.now().getEpochSecond(), 1);
        String way = place + (channel instanceof HistoryPush ? "/historyPush" : "/trapper");
        return channel.send(List.of(harmless))
                .map(receipt -> Finding.ok(way, TAKES_VALUES))
                .recover(e -> Future.succeededFuture(
                        Finding.failed(way, e, channel instanceof HistoryPush ? reach(e) : START_ZABBIX_SERVER)))
                .eventually(channel::close);
    }

    private static Message reach(Throwable e) {
        if (String.valueOf(e.getMessage()).contains("is not trusted")) {
            return WRITE_CA;
        }
        return e instanceof ZabbixApiException refusal && refusal.refused() ? enter(e) : START_ZABBIX_WEB;
    }

    private static Message enter(Throwable e) {
        return String.valueOf(e.getMessage()).contains("permission") ? GIVE_ROLE : MAKE_A_TOKEN;
    }
}

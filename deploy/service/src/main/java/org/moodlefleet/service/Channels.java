package org.moodlefleet.service;

import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import javax.security.auth.x500.X500Principal;
import org.moodlefleet.document.DocumentException;
import org.moodlefleet.document.Fault;
import org.moodlefleet.document.InvalidValueException;
import org.moodlefleet.service.config.ServiceConfig;
import org.moodlefleet.service.config.Trapper;
import org.moodlefleet.service.config.VaultConfig;
import org.moodlefleet.zabbix.api.ZabbixApiConfig;
import org.moodlefleet.zabbix.delivery.Channel;
import org.moodlefleet.zabbix.push.HistoryPush;
import org.moodlefleet.zabbix.trapper.Encryption;
import org.moodlefleet.zabbix.trapper.TrapperAddress;
import org.moodlefleet.zabbix.trapper.TrapperClient;
import org.moodlefleet.zabbix.trapper.TrapperTimeouts;

/**
 * The channels of a configuration with their secrets and certificates read, not yet opened.
 *
 * @param byName the default one first
 */
public record Channels(Map<String, Function<Vertx, Channel>> byName) {

    /**
     * Blocks.
     *
     * @throws DocumentException when a secret or file is missing or wrong
     */
    public static Channels of(ServiceConfig whole) throws DocumentException {
        ServiceConfig.Zabbix config = whole.zabbix();
        Map<String, Function<Vertx, Channel>> byName = new LinkedHashMap<>();
        byName.put(
                ServiceConfig.DEFAULT_CHANNEL,
                channel(
                        ServiceConfig.DEFAULT_CHANNEL,
                        new ServiceConfig.Channel(config.trapper(), config.historyPush()),
                        "/zabbix",
                        whole.vault()));
        for (Map.Entry<String, ServiceConfig.Channel> own : config.channels().entrySet()) {
            String pointer = "/zabbix/channels/" + own.getKey();
            byName.put(own.getKey(), channel(own.getKey(), own.getValue(), pointer, whole.vault()));
        }
        return new Channels(byName);
    }

    /** Opens the one of all tenants that have none of their own. */
    public Channel openDefault(Vertx vertx) {
        return byName.get(ServiceConfig.DEFAULT_CHANNEL).apply(vertx);
    }

    /**
     * Asks each Zabbix that values are to be pushed to whether it can take them. Blocks.
     *
     * @return what stands against it, one line a channel
     */
    public List<String> objections() {
        List<String> objections = new ArrayList<>();
        Vertx vertx = Vertx.vertx();
        try {
            byName.forEach((name, closed) -> {
                Channel channel = closed.apply(vertx);
                if (channel instanceof HistoryPush push) {
                    push.ready()
                            .onFailure(e -> objections.add("channel " + name + ": " + e.getMessage()))
                            .otherwiseEmpty()
                            .await();
                }
            });
        } finally {
            vertx.close().await();
        }
        return objections;
    }

    private static Function<Vertx, Channel> channel(
            String name, ServiceConfig.Channel config, String pointer, VaultConfig vault) throws DocumentException {
        if (config.historyPush() != null) {
            ZabbixApiConfig api = ZabbixAccess.read(config.historyPush(), pointer + "/historyPush", vault);
            return vertx -> new HistoryPush(name, vertx, api);
        }
        List<TrapperAddress> nodes = config.trapper().targets().stream()
                .map(node -> new TrapperAddress(node.host(), node.port()))
                .toList();
        Encryption encryption = encryption(config.trapper().tls(), pointer + "/trapper/tls", vault);
        return vertx -> new TrapperClient(name, vertx, nodes, encryption, TrapperTimeouts.DEFAULT);
    }

    private static Encryption encryption(Trapper.Tls tls, String pointer, VaultConfig vault) throws DocumentException {
        if (tls == null) {
            return new Encryption.None();
        }
        return tls.psk() == null ? certificates(tls, pointer) : psk(tls.psk(), pointer + "/psk", vault);
    }

    private static Encryption psk(Trapper.Psk psk, String pointer, VaultConfig vault) throws DocumentException {
        String key = psk.key().resolve(pointer + "/key", vault);
        try {
            return Encryption.Psk.of(psk.identity(), key);
        } catch (InvalidValueException e) {
            throw refusal(pointer, e.getMessage());
        }
    }

    private static Encryption certificates(Trapper.Tls tls, String pointer) throws DocumentException {
        CertificateFiles.check(tls.ca(), tls.certificate(), tls.key(), pointer);
        return new Encryption.Certificates(
                tls.ca(),
                tls.certificate(),
                tls.key(),
                principal(tls.serverIssuer(), pointer + "/serverIssuer"),
                principal(tls.serverSubject(), pointer + "/serverSubject"));
    }

    private static Optional<X500Principal> principal(String name, String pointer) throws DocumentException {
        try {
            return Optional.ofNullable(name).map(X500Principal::new);
        } catch (IllegalArgumentException e) {
            throw refusal(pointer, "is no distinguished name such as CN=server,O=Example");
        }
    }

    private static DocumentException refusal(String pointer, String problem) {
        return new DocumentException("configuration", 0, List.of(new Fault(pointer, problem, "")));
    }
}

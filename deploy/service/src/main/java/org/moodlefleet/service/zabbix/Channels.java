package org.moodlefleet.service.zabbix;

import io.vertx.core.Vertx;
import java.security.cert.X509Certificate;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import javax.security.auth.x500.X500Principal;
import org.moodlefleet.document.DocumentException;
import org.moodlefleet.document.InvalidValueException;
import org.moodlefleet.document.Violation;
import org.moodlefleet.model.Tenant;
import org.moodlefleet.service.config.ServiceConfig;
import org.moodlefleet.service.config.Trapper;
import org.moodlefleet.service.config.VaultConfig;
import org.moodlefleet.service.process.CertificateFiles;
import org.moodlefleet.zabbix.api.ZabbixApiConfig;
import org.moodlefleet.zabbix.delivery.Channel;
import org.moodlefleet.zabbix.provisioning.state.SenderEncryption;
import org.moodlefleet.zabbix.push.HistoryPush;
import org.moodlefleet.zabbix.trapper.Encryption;
import org.moodlefleet.zabbix.trapper.TrapperAddress;
import org.moodlefleet.zabbix.trapper.TrapperClient;
import org.moodlefleet.zabbix.trapper.TrapperTimeouts;

/**
 * The channels of a configuration with their secrets and certificates read, not yet opened.
 *
 * @param byName the default one first
 * @param tenants ids of those that have one of their own, by which it is called
 * @param senders by channel, how values come by it at the hosts; without the channels that do not send to trappers
 */
public record Channels(
        Map<String, Function<Vertx, Channel>> byName, Map<String, SenderEncryption> senders, Set<String> tenants) {

    /**
     * Blocks.
     *
     * @throws DocumentException when a secret or file is missing or wrong
     */
    public static Channels of(ServiceConfig whole) throws DocumentException {
        ServiceConfig.Zabbix config = whole.zabbix();
        Channels channels = new Channels(
                new LinkedHashMap<>(), new HashMap<>(), config.channels().keySet());
        channels.add(
                ServiceConfig.DEFAULT_SERVER,
                new ServiceConfig.Channel(config.trapper(), config.historyPush()),
                "/zabbix",
                whole.vault());
        for (Map.Entry<String, ServiceConfig.Server> server : config.servers().entrySet()) {
            channels.add(
                    server.getKey(),
                    new ServiceConfig.Channel(
                            server.getValue().trapper(), server.getValue().historyPush()),
                    "/zabbix/servers/" + server.getKey(),
                    whole.vault());
        }
        for (Map.Entry<String, ServiceConfig.Channel> own : config.channels().entrySet()) {
            channels.add(own.getKey(), own.getValue(), "/zabbix/channels/" + own.getKey(), whole.vault());
        }
        return channels;
    }

    /** @param server name of the tenant's Zabbix server, null for the default one */
    public String name(String tenant, String server) {
        if (tenants.contains(tenant)) {
            return tenant;
        }
        return server == null ? ServiceConfig.DEFAULT_SERVER : server;
    }

    /** The encryption that the hosts of a tenant declare for their senders; empty where Zabbix does not check it. */
    public Optional<SenderEncryption> senders(Tenant tenant) {
        return Optional.ofNullable(senders.get(name(tenant.id(), tenant.zabbix())));
    }

    /** Opens the one of all tenants that have none of their own. */
    public Channel openDefault(Vertx vertx) {
        return byName.get(ServiceConfig.DEFAULT_SERVER).apply(vertx);
    }

    private void add(String name, ServiceConfig.Channel config, String pointer, VaultConfig vault)
            throws DocumentException {
        if (config.historyPush() != null) {
            ZabbixApiConfig api = ZabbixAccess.read(config.historyPush(), pointer + "/historyPush", vault);
            byName.put(name, vertx -> new HistoryPush(name, vertx, api));
            return;
        }
        List<TrapperAddress> nodes = config.trapper().targets().stream()
                .map(node -> new TrapperAddress(node.host(), node.port()))
                .toList();
        Encryption encryption = encryption(config.trapper().tls(), pointer + "/trapper/tls", vault);
        byName.put(name, vertx -> new TrapperClient(name, vertx, nodes, encryption, TrapperTimeouts.DEFAULT));
        senders.put(name, senders(encryption, config.trapper().tls()));
    }

    private static SenderEncryption senders(Encryption encryption, Trapper.Tls tls) {
        if (encryption instanceof Encryption.Psk psk) {
            return new SenderEncryption.Psk(psk.identity(), HexFormat.of().formatHex(psk.key()));
        }
        return tls == null
                ? new SenderEncryption.None()
                : new SenderEncryption.Certificate(
                        Optional.ofNullable(tls.hostIssuer()), Optional.ofNullable(tls.hostSubject()));
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
        X509Certificate ours = CertificateFiles.check(tls.ca(), tls.certificate(), tls.key(), pointer);
        requireOurs(tls.hostIssuer(), ours.getIssuerX500Principal(), pointer + "/hostIssuer");
        requireOurs(tls.hostSubject(), ours.getSubjectX500Principal(), pointer + "/hostSubject");
        return new Encryption.Certificates(
                tls.ca(),
                tls.certificate(),
                tls.key(),
                principal(tls.serverIssuer(), pointer + "/serverIssuer"),
                principal(tls.serverSubject(), pointer + "/serverSubject"));
    }

    /** Hosts that ask for another name than ours would refuse every value. */
    private static void requireOurs(String name, X500Principal ours, String pointer) throws DocumentException {
        Optional<X500Principal> wanted = principal(name, pointer);
        if (wanted.isPresent() && !wanted.get().equals(ours)) {
            throw refusal(pointer, "is not what our certificate says: " + ours.getName());
        }
    }

    private static Optional<X500Principal> principal(String name, String pointer) throws DocumentException {
        try {
            return Optional.ofNullable(name).map(X500Principal::new);
        } catch (IllegalArgumentException e) {
            throw refusal(pointer, "is no distinguished name such as CN=server,O=Example");
        }
    }

    private static DocumentException refusal(String pointer, String problem) {
        return new DocumentException("configuration", 0, List.of(new Violation(pointer, problem, "")));
    }
}

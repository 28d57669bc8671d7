package org.moodlefleet.service.zabbix;

import static org.moodlefleet.configapi.problem.ApiMessage.ZABBIX_NOT_PROVISIONED;

import io.vertx.core.Future;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.moodlefleet.configapi.port.ZabbixAccounts;
import org.moodlefleet.configapi.port.ZabbixPlans.UnavailableException;
import org.moodlefleet.model.InstanceId;
import org.moodlefleet.model.RegistryContent;
import org.moodlefleet.model.Tenant;
import org.moodlefleet.service.config.ServiceConfig;
import org.moodlefleet.zabbix.delivery.Diagnosis;
import org.moodlefleet.zabbix.diagnosis.UnsupportedItem;

/** The Zabbix servers that are provisioned, by their names: the default one first, none where nothing is provisioned. */
public final class ZabbixServers implements ZabbixAccounts {

    private final Map<String, ZabbixServer> byName = Collections.synchronizedMap(new LinkedHashMap<>());

    public void add(String name, ZabbixServer server) {
        byName.put(name, server);
    }

    boolean isEmpty() {
        return byName.isEmpty();
    }

    List<String> names() {
        synchronized (byName) {
            return List.copyOf(byName.keySet());
        }
    }

    /** @param name as a tenant has it, null for the default one */
    public Optional<ZabbixServer> find(String name) {
        return Optional.ofNullable(byName.get(name == null ? ServiceConfig.DEFAULT_SERVER : name));
    }

    /** What one of them watches of a registry. */
    public static RegistryContent content(RegistryContent all, String name) {
        return all.on(name.equals(ServiceConfig.DEFAULT_SERVER) ? null : name);
    }

    /** @param name of the server whose refusals are to be explained, asked anew each time */
    Optional<Diagnosis> diagnosis(Supplier<String> name) {
        return isEmpty()
                ? Optional.empty()
                : Optional.of(items -> find(name.get())
                        .map(server -> server.diagnosis().of(items))
                        .orElse(Future.succeededFuture(Map.of())));
    }

    /** Items of an instance's host that a server cannot store the last value of. */
    public List<UnsupportedItem> unsupported(InstanceId instance) {
        return each(server -> server.unsupported().of(instance)).stream()
                .flatMap(List::stream)
                .toList();
    }

    /** Has each be looked at, and brought to what the registry says, now and at each change. */
    public void start() {
        each(server -> {
            server.unsupported().start();
            server.sync().start();
            return server;
        });
    }

    /** The templates that instances are to have may be others now. */
    public void templatesChanged() {
        each(server -> {
            server.sync().soon();
            return server;
        });
    }

    @Override
    public Future<Optional<String>> newPassword(Tenant tenant, String login) {
        return find(tenant.zabbix())
                .map(server -> server.provisioner().newPassword(login).recover(SyncedPlans::explain))
                .orElseGet(() -> Future.failedFuture(new UnavailableException(ZABBIX_NOT_PROVISIONED)));
    }

    private <T> List<T> each(Function<ZabbixServer, T> work) {
        synchronized (byName) {
            return byName.values().stream().map(work).toList();
        }
    }
}

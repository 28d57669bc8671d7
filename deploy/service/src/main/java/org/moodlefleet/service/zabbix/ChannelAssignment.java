package org.moodlefleet.service.zabbix;

import io.vertx.core.Future;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.moodlefleet.model.Tenant;
import org.moodlefleet.service.config.ServiceConfig;
import org.moodlefleet.zabbix.outbox.contract.Owners;

/** By which channel each tenant's samples go, as its Zabbix server in the registry says. */
final class ChannelAssignment {

    private final Channels channels;
    private final Supplier<Future<Void>> roundsOver;
    /** Zabbix servers of the tenants that name one. */
    private volatile Map<String, String> servers = Map.of();
    /** Tenants that are just changing servers: nobody takes their samples. */
    private volatile Set<String> moving = Set.of();

    private Future<Void> moved = Future.succeededFuture();

    /** @param roundsOver ends when what all deliveries have under way is settled */
    ChannelAssignment(Channels channels, Supplier<Future<Void>> roundsOver) {
        this.channels = channels;
        this.roundsOver = roundsOver;
    }

    /** Whose samples go by a channel now; such as nobody knows, by the default one. */
    Owners by(String channel) {
        return owner -> !moving.contains(owner) && channel(owner).equals(channel);
    }

    /** The channel that a tenant's samples go by. */
    String channel(String tenant) {
        return channels.name(tenant, servers.get(tenant));
    }

    /** Name of the Zabbix server that a channel leads to. */
    String server(String channel) {
        String named = channels.tenants().contains(channel) ? servers.get(channel) : channel;
        return named == null ? ServiceConfig.DEFAULT_SERVER : named;
    }

    /** Tenants whose server the configuration does not have: their samples wait. */
    Set<String> lost() {
        return servers.entrySet().stream()
                .filter(tenant -> !channels.byName().containsKey(channels.name(tenant.getKey(), tenant.getValue())))
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /**
     * Follows the registry. A tenant that goes to another server has its samples taken by no delivery until those that
     * are under way are settled, so that none is sent to both.
     */
    synchronized Future<Void> follow(List<Tenant> tenants) {
        Map<String, String> next = new HashMap<>();
        tenants.stream()
                .filter(tenant -> tenant.zabbix() != null)
                .forEach(tenant -> next.put(tenant.id(), tenant.zabbix()));
        moved = moved.compose(before -> move(next));
        return moved;
    }

    private Future<Void> move(Map<String, String> next) {
        Set<String> changed = new HashSet<>(next.keySet());
        changed.addAll(servers.keySet());
        changed.removeIf(tenant -> Objects.equals(next.get(tenant), servers.get(tenant)));
        if (changed.isEmpty()) {
            return Future.succeededFuture();
        }
        moving = Set.copyOf(changed);
        return roundsOver.get().onSuccess(over -> {
            servers = Map.copyOf(next);
            moving = Set.of();
        });
    }
}

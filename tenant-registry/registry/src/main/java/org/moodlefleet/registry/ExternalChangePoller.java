package org.moodlefleet.registry;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlClient;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.moodlefleet.model.Group;
import org.moodlefleet.model.Instance;
import org.moodlefleet.model.Tenant;
import org.moodlefleet.registry.RegistryChange.Kind;
import org.moodlefleet.registry.RegistryChange.OfGroup;
import org.moodlefleet.registry.RegistryChange.OfInstance;
import org.moodlefleet.registry.RegistryChange.OfTenant;
import org.moodlefleet.registry.store.GroupTable;
import org.moodlefleet.registry.store.InstanceTable;
import org.moodlefleet.registry.store.PasswordCipher;
import org.moodlefleet.registry.store.RegistryState;
import org.moodlefleet.registry.store.TenantTable;

/**
 * What other programs have changed in a shared registry: everything that consumers have been told of is compared with
 * what is stored, whenever the revision has grown without us. Used within the write lane only.
 */
final class ExternalChangePoller {

    private final Pool pool;
    private final RegistryState state;
    private final PasswordCipher box;
    private Seen seen;

    ExternalChangePoller(Pool pool, RegistryState state, PasswordCipher box) {
        this.pool = pool;
        this.state = state;
        this.box = box;
    }

    /** What is there now is known to everybody who reads after this. */
    Future<Void> start() {
        return read().onSuccess(now -> seen = now).mapEmpty();
    }

    /** @return what is to be told after a change of ours */
    Future<List<RegistryChange>> after(long revision, List<RegistryChange> own) {
        if (revision == seen.revision + 1) {
            own.forEach(seen::follow);
            seen = seen.at(revision);
            return Future.succeededFuture(own);
        }
        return differences();
    }

    /** @return what is to be told although we have changed nothing */
    Future<List<RegistryChange>> look() {
        return state.revision(pool)
                .compose(revision -> revision == seen.revision ? Future.succeededFuture(List.of()) : differences());
    }

    private Future<List<RegistryChange>> differences() {
        return read().map(now -> {
            List<RegistryChange> changes = now.since(seen);
            seen = now;
            return changes;
        });
    }

    /** All of one moment. */
    private Future<Seen> read() {
        return pool.withTransaction(connection -> connection
                .query("set transaction isolation level repeatable read")
                .execute()
                .compose(set -> all(connection)));
    }

    private Future<Seen> all(SqlClient connection) {
        return state.revision(connection)
                .compose(revision -> new TenantTable(connection)
                        .page("", Integer.MAX_VALUE)
                        .compose(tenants -> new InstanceTable(connection, box)
                                .all()
                                .compose(instances -> new GroupTable(connection)
                                        .all()
                                        .map(groups -> new Seen(
                                                revision,
                                                byKey(tenants, Tenant::id),
                                                byKey(instances, one -> one.tenant() + "/" + one.id()),
                                                byKey(groups, one -> one.tenant() + "/" + one.id()))))));
    }

    private static <T> Map<String, T> byKey(List<T> all, Function<T, String> key) {
        return all.stream()
                .collect(Collectors.toMap(key, Function.identity(), (one, other) -> other, LinkedHashMap::new));
    }

    private record Seen(
            long revision, Map<String, Tenant> tenants, Map<String, Instance> instances, Map<String, Group> groups) {

        Seen at(long later) {
            return new Seen(later, tenants, instances, groups);
        }

        void follow(RegistryChange change) {
            if (change instanceof OfTenant of) {
                follow(tenants, of.kind(), of.tenant().id(), of.tenant());
            } else if (change instanceof OfInstance of) {
                Instance one = of.instance();
                follow(instances, of.kind(), one.tenant() + "/" + one.id(), one);
            } else if (change instanceof OfGroup of) {
                Group one = of.group();
                follow(groups, of.kind(), one.tenant() + "/" + one.id(), one);
            }
        }

        private static <T> void follow(Map<String, T> known, Kind kind, String key, T value) {
            if (kind == Kind.REMOVED) {
                known.remove(key);
            } else {
                known.put(key, value);
            }
        }

        /** Removed first and the innermost first, as a single program tells it. */
        List<RegistryChange> since(Seen before) {
            List<RegistryChange> changes = new ArrayList<>();
            gone(before.groups, groups, one -> new OfGroup(Kind.REMOVED, one, one), changes);
            gone(before.instances, instances, one -> new OfInstance(Kind.REMOVED, one, one), changes);
            gone(before.tenants, tenants, one -> new OfTenant(Kind.REMOVED, one, one), changes);
            tenants.forEach((key, now) -> changed(before.tenants.get(key), now, OfTenant::new, changes));
            instances.forEach((key, now) -> changed(before.instances.get(key), now, OfInstance::new, changes));
            groups.forEach((key, now) -> changed(before.groups.get(key), now, OfGroup::new, changes));
            return changes;
        }

        private static <T> void gone(
                Map<String, T> before,
                Map<String, T> now,
                Function<T, RegistryChange> told,
                List<RegistryChange> changes) {
            before.forEach((key, one) -> {
                if (!now.containsKey(key)) {
                    changes.add(told.apply(one));
                }
            });
        }

        private static <T> void changed(T before, T now, Telling<T> telling, List<RegistryChange> changes) {
            if (!now.equals(before)) {
                changes.add(telling.tell(before == null ? Kind.ADDED : Kind.CHANGED, before, now));
            }
        }
    }

    @FunctionalInterface
    private interface Telling<T> {
        RegistryChange tell(Kind kind, T before, T now);
    }
}

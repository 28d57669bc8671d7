package org.moodlefleet.registry;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.moodlefleet.document.Language;
import org.moodlefleet.model.Database;
import org.moodlefleet.model.Engine;
import org.moodlefleet.model.Group;
import org.moodlefleet.model.Instance;
import org.moodlefleet.model.InstanceSettings;
import org.moodlefleet.model.Members;
import org.moodlefleet.model.Password;
import org.moodlefleet.model.Tenant;
import org.moodlefleet.model.Tls;
import org.moodlefleet.registry.store.KeyFile;
import org.moodlefleet.registry.store.PasswordSource;
import org.moodlefleet.registry.store.RegistryAddress;

/** A registry on a real database, and valid objects to put into it. */
public final class RegistryFixture implements AutoCloseable {

    public static final Tenant LYON = new Tenant("lyon", "City of Lyon", Language.FR, 0);
    public static final Password PASSWORD = new Password.Plain("correct horse battery");

    public final Vertx vertx = Vertx.vertx();
    private final Path folder;
    private final RegistryAddress address;
    private Registry registry;

    /** On an H2 file. */
    public RegistryFixture(Path folder) {
        this(folder, new RegistryAddress.File(folder.resolve("data/registry")));
    }

    public RegistryFixture(Path folder, RegistryAddress address) {
        this.folder = folder;
        this.address = address;
        this.registry = open();
    }

    public Registry registry() {
        return registry;
    }

    public void restart() {
        await(registry.close());
        registry = open();
    }

    public Path folder() {
        return folder;
    }

    public static <T> T await(Future<T> future) {
        try {
            return future.await(20, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError("no answer in 20 s", e);
        }
    }

    public static Instance instance(String tenant, String id, String... tags) {
        String url = "https://" + id + "." + tenant + ".example";
        return new Instance(
                tenant,
                id,
                "School " + id,
                url,
                Instance.hostFor(url),
                new Database(Engine.MARIADB, "db1.example", 3306, "moodle_" + id, null, "reader", Tls.DISABLE),
                "mdl_",
                null,
                true,
                List.of(tags),
                InstanceSettings.defaults(),
                0);
    }

    public static InstanceDraft draft(String tenant, String id, String... tags) {
        return new InstanceDraft(instance(tenant, id, tags), PASSWORD);
    }

    public static Group listed(String tenant, String id, String... instances) {
        return new Group(tenant, id, "Group " + id, new Members.Listed(List.of(instances)), 0);
    }

    public Written<Tenant> put(Tenant tenant) {
        return await(registry.change(transaction -> transaction.put(tenant, Precondition.NONE)));
    }

    public Written<Instance> put(InstanceDraft draft) {
        return await(registry.change(transaction -> transaction.put(draft, Precondition.NONE)));
    }

    public Written<Group> put(Group group) {
        return await(registry.change(transaction -> transaction.put(group, Precondition.NONE)));
    }

    @Override
    public void close() {
        await(registry.close());
        await(vertx.close());
    }

    /** As another program would. */
    public Registry open() {
        PasswordSource passwords = new PasswordSource(Map.of("DB_PASSWORD", "from env"), Optional.empty());
        return await(Registry.open(vertx, address, new KeyFile(folder.resolve("master.key")), passwords));
    }
}

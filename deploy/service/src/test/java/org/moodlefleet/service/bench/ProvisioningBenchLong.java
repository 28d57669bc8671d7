package org.moodlefleet.service.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.moodlefleet.consolidation.FleetDesiredState;
import org.moodlefleet.consolidation.group.GroupTemplate;
import org.moodlefleet.consolidation.template.Templates;
import org.moodlefleet.document.Language;
import org.moodlefleet.model.Database;
import org.moodlefleet.model.Engine;
import org.moodlefleet.model.Group;
import org.moodlefleet.model.Instance;
import org.moodlefleet.model.InstanceSettings;
import org.moodlefleet.model.Members;
import org.moodlefleet.model.Tenant;
import org.moodlefleet.model.TenantUser;
import org.moodlefleet.model.Tls;
import org.moodlefleet.zabbix.api.Credentials;
import org.moodlefleet.zabbix.api.ZabbixApi;
import org.moodlefleet.zabbix.api.ZabbixApiConfig;
import org.moodlefleet.zabbix.provisioning.Provisioner;
import org.moodlefleet.zabbix.provisioning.apply.ApplyReport;
import org.moodlefleet.zabbix.provisioning.plan.Plan;
import org.moodlefleet.zabbix.provisioning.state.DesiredState;
import org.moodlefleet.zabbix.provisioning.state.OwnerMark;

/** deploy/dev/bench.sh provisioning starts it with a Zabbix of its own. */
class ProvisioningBenchLong {

    private static final int TENANTS = 20;
    private static final int INSTANCES = 50;
    private static final Duration FROM_NOTHING = Duration.ofMinutes(10);
    private static final Duration UNCHANGED = Duration.ofSeconds(10);

    private final Vertx vertx = Vertx.vertx();
    private final ZabbixApi api = new ZabbixApi(
            vertx,
            new ZabbixApiConfig(
                    URI.create(System.getenv("TESTBED_ZABBIX_URL")),
                    new Credentials.Password(
                            System.getenv("TESTBED_ZABBIX_USER"), System.getenv("TESTBED_ZABBIX_PASSWORD"))));
    private final Provisioner provisioner = new Provisioner(
            vertx, api, new OwnerMark("managed-by", "moodle-fleet"), Duration.ofDays(7), Clock.systemUTC());
    private final FleetDesiredState view = new FleetDesiredState(
            Templates.shipped().all(),
            GroupTemplate.shipped(),
            Language.EN,
            id -> Set.of(),
            id -> Duration.ZERO,
            tenant -> Optional.empty());

    private final List<Tenant> tenants = new ArrayList<>();
    private final List<Instance> instances = new ArrayList<>();
    private final List<Group> groups = new ArrayList<>();
    private final List<String> missed = new ArrayList<>();
    private PrintStream out;

    @Test
    void aThousandInstancesTakeMinutesAndTheirComparisonSeconds() throws Exception {
        furnish();
        Path figures = Path.of(System.getenv("BENCH_FOLDER")).resolve("figures.txt");
        try (PrintStream opened = new PrintStream(figures.toFile())) {
            out = opened;
            apply("from nothing", FROM_NOTHING);
            compare("unchanged", UNCHANGED);
            instances.set(0, renamed(instances.get(0)));
            apply("one instance has another name", UNCHANGED.multipliedBy(2));
            instances.remove(instances.size() - 1);
            apply("one instance is removed", UNCHANGED.multipliedBy(2));
            compare("unchanged", UNCHANGED);
            missed.forEach(miss -> out.println("MISSED " + miss));
        } finally {
            provisioner.close().await();
            api.close().await();
            vertx.close().await();
        }
        assertThat(missed).isEmpty();
    }

    private void apply(String step, Duration bound) {
        Plan plan = compare(step, bound);
        ApplyReport report =
                timed(step + ", applied", bound, () -> provisioner.apply(plan).await());
        out.printf("  %,d changes%n", report.applied().size());
        report.failures().stream().limit(5).forEach(failure -> missed.add(failure.toString()));
    }

    private Plan compare(String step, Duration bound) {
        DesiredState desired = timed(step + ", wanted state", bound, () -> view.of(tenants, instances, groups));
        Plan plan = timed(
                step + ", compared", bound, () -> provisioner.plan(desired).await());
        out.printf(
                "  %,d changes planned, %,d conflicts%n",
                plan.changes().size(), plan.conflicts().size());
        if (step.equals("unchanged") && !plan.isEmpty()) {
            missed.add("an unchanged fleet has changes: "
                    + plan.describe().subList(0, Math.min(5, plan.describe().size())));
        }
        return plan;
    }

    private <T> T timed(String step, Duration bound, Supplier<T> work) {
        long start = System.nanoTime();
        T result = work.get();
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        out.printf("%s: %.1f s%n", step, took.toMillis() / 1000.0);
        if (took.compareTo(bound) > 0) {
            missed.add(step + " took longer than " + bound.toSeconds() + " s");
        }
        return result;
    }

    private void furnish() {
        for (int t = 0; t < TENANTS; t++) {
            String id = "tenant-%02d".formatted(t);
            Language language = Language.values()[t % 2];
            TenantUser user = new TenantUser("user." + id, null, null, null);
            tenants.add(new Tenant(id, "Tenant " + t, language, null, List.of(user), null, 1));
            for (int i = 0; i < INSTANCES; i++) {
                instances.add(instance(id, "school-%03d".formatted(i)));
            }
            groups.add(new Group(id, "all", "All", new Members.Tagged("lycee"), 1));
            groups.add(new Group(id, "some", "Some", new Members.Listed(List.of("school-000", "school-001")), 1));
        }
    }

    private static Instance instance(String tenant, String id) {
        String host = id + "." + tenant + ".example";
        return instance(tenant, id, "School " + id, host);
    }

    private static Instance renamed(Instance instance) {
        return instance(instance.tenant(), instance.id(), instance.name() + " anew", instance.host());
    }

    private static Instance instance(String tenant, String id, String name, String host) {
        return new Instance(
                tenant,
                id,
                name,
                "https://" + host,
                host,
                new Database(Engine.MARIADB, "db1", 3306, "moodle", null, "reader", Tls.DISABLE),
                "mdl_",
                null,
                true,
                List.of("lycee"),
                InstanceSettings.defaults(),
                1);
    }
}

package org.moodlefleet.consolidation.dashboard;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.moodlefleet.consolidation.access.TenantAccess;
import org.moodlefleet.consolidation.host.FleetNames;
import org.moodlefleet.consolidation.host.GroupHost;
import org.moodlefleet.consolidation.host.TotalHost;
import org.moodlefleet.document.Language;
import org.moodlefleet.document.Localized;
import org.moodlefleet.model.Group;
import org.moodlefleet.model.Instance;
import org.moodlefleet.model.Tenant;
import org.moodlefleet.zabbix.dashboard.View;
import org.moodlefleet.zabbix.names.NameLimit;
import org.moodlefleet.zabbix.names.ShortName;
import org.moodlefleet.zabbix.provisioning.state.DesiredDashboard;
import org.moodlefleet.zabbix.provisioning.state.DesiredStateBuilder;
import org.moodlefleet.zabbix.provisioning.state.ObjectKind;

/** What is looked at: a dashboard and a host of totals for each tenant and for the fleet, a dashboard for each group. */
public final class FleetDashboards {

    private static final Localized ALL_MOODLES = new Localized("all Moodles", "tous les Moodles");
    private static final Localized FLEET = new Localized("All clients", "Tous les clients");
    /** Characters: 35 less than a dashboard's name may have. */
    private static final int LONGEST_SUBJECT = 220;
    /** Instances of a tenant that its graphs name one by one; of more, a pattern saves changes. */
    private static final int MOST_NAMED = 8;

    private final DashboardViews views;
    private final Language operator;
    private final Function<Instance, Set<String>> templates;

    /**
     * @param operator language of the fleet's dashboard
     * @param templates ids of the templates that an instance has something of
     */
    public FleetDashboards(DashboardViews views, Language operator, Function<Instance, Set<String>> templates) {
        this.views = views;
        this.operator = operator;
        this.templates = templates;
    }

    /**
     * Adds the hosts that carry the totals; a tenant without instances has none.
     *
     * @param template name of the one that hosts of a language have
     */
    public void totals(
            DesiredStateBuilder state,
            List<Tenant> tenants,
            List<Instance> instances,
            Function<Language, String> template) {
        byTenant(instances).keySet().forEach(id -> {
            Tenant tenant = tenant(tenants, id);
            TotalHost total = total(tenant);
            state.host(id, total.name(), total.tags(), () -> total.desired(template.apply(tenant.language())));
        });
        if (!instances.isEmpty()) {
            TotalHost total = fleetTotal();
            state.host("", total.name(), total.tags(), () -> total.desired(template.apply(operator)));
        }
    }

    /** Technical names of those hosts. */
    public Stream<String> totalNames(List<Tenant> tenants, List<Instance> instances) {
        Stream<String> names = byTenant(instances).keySet().stream()
                .map(id -> total(tenant(tenants, id)).name());
        return instances.isEmpty()
                ? names
                : Stream.concat(names, Stream.of(fleetTotal().name()));
    }

    public void addTo(DesiredStateBuilder state, List<Tenant> tenants, List<Instance> instances, List<Group> groups) {
        byTenant(instances).forEach((id, own) -> {
            Tenant tenant = tenant(tenants, id);
            String name = views.tenantName(subjectName(tenant), tenant.language());
            state.object(id, ObjectKind.DASHBOARD, name, () -> tenantDashboard(tenants, tenant, own));
        });
        groups.forEach(group -> {
            Tenant tenant = tenant(tenants, group.tenant());
            String name = views.groupName(subjectName(tenant, group), tenant.language());
            state.objectIfAny(tenant.id(), ObjectKind.DASHBOARD, name, () -> {
                List<Instance> members = instances.stream()
                        .filter(instance -> group.includes(instance, groups))
                        .toList();
                return members.isEmpty()
                        ? Optional.empty()
                        : Optional.of(groupDashboard(tenants, tenant, group, members));
            });
        });
        if (!instances.isEmpty()) {
            String name = views.fleetName(FLEET.in(operator), operator);
            state.object("", ObjectKind.DASHBOARD, name, () -> fleetDashboard(tenants, instances));
        }
    }

    /** With room for what a dashboard's name says besides; the ids make it unique. */
    private static String subjectName(Tenant tenant) {
        return ShortName.of(tenant.name(), " (" + tenant.id() + ")", LONGEST_SUBJECT);
    }

    private static String subjectName(Tenant tenant, Group group) {
        return ShortName.of(
                tenant.name() + ": " + group.name(), " (" + tenant.id() + "/" + group.id() + ")", LONGEST_SUBJECT);
    }

    private DesiredDashboard tenantDashboard(List<Tenant> tenants, Tenant tenant, List<Instance> own) {
        TotalHost total = total(tenant);
        Subject subject = subject(
                subjectName(tenant),
                tenant.language(),
                List.of(tenant.language()),
                total.name(),
                total.visibleName(),
                FleetNames.tenantGroup(tenant.id()),
                own.size() <= MOST_NAMED ? names(tenants, own) : List.of("*(" + tenant.id() + "/*)"),
                own);
        return new DesiredDashboard("tenant " + tenant.id(), views.tenant(subject), readers(tenant.id()));
    }

    private DesiredDashboard groupDashboard(List<Tenant> tenants, Tenant tenant, Group group, List<Instance> members) {
        GroupHost host = FleetNames.groupHost(tenant, group);
        Subject subject = subject(
                subjectName(tenant, group),
                tenant.language(),
                languages(tenants, members, tenant.language()),
                host.hostName(),
                host.visibleName(),
                host.membersGroup(),
                names(tenants, members),
                members);
        return new DesiredDashboard(
                "group " + tenant.id() + "/" + group.id(), views.group(subject), readers(tenant.id()));
    }

    private DesiredDashboard fleetDashboard(List<Tenant> tenants, List<Instance> instances) {
        TotalHost total = fleetTotal();
        Subject subject = subject(
                FLEET.in(operator),
                operator,
                languages(tenants, instances, operator),
                total.name(),
                total.visibleName(),
                FleetNames.ALL_INSTANCES,
                List.of("*"),
                instances);
        return new DesiredDashboard("fleet", views.fleet(subject), Set.of());
    }

    private static List<String> names(List<Tenant> tenants, List<Instance> instances) {
        return instances.stream()
                .map(instance ->
                        FleetNames.visibleName(tenant(tenants, instance.tenant()), instance.name(), instance.id()))
                .limit(View.Graph.MOST_ITEMS)
                .toList();
    }

    private Subject subject(
            String name,
            Language language,
            List<Language> itemLanguages,
            String host,
            String visibleHost,
            String hostGroup,
            List<String> patterns,
            List<Instance> instances) {
        return new Subject(
                name,
                language,
                itemLanguages,
                host,
                visibleHost,
                List.of(hostGroup),
                patterns,
                instances.stream()
                        .flatMap(instance -> templates.apply(instance).stream())
                        .collect(Collectors.toSet()),
                instances.stream()
                        .anyMatch(instance ->
                                !instance.settings().segments().courses().isEmpty()),
                instances.size());
    }

    private static TotalHost total(Tenant tenant) {
        return TotalHost.of(
                tenant.id(),
                NameLimit.VISIBLE_HOST.fit(
                        tenant.name() + ": " + ALL_MOODLES.in(tenant.language()), " (" + tenant.id() + ")"),
                FleetNames.tenantGroup(tenant.id()));
    }

    private TotalHost fleetTotal() {
        return TotalHost.ofFleet(FLEET.in(operator), FleetNames.ALL_INSTANCES);
    }

    private static Set<String> readers(String tenant) {
        return Set.of(TenantAccess.userGroup(tenant));
    }

    /** Of the instances' items. */
    private static List<Language> languages(List<Tenant> tenants, List<Instance> instances, Language first) {
        return byTenant(instances).keySet().stream()
                .map(id -> tenant(tenants, id).language())
                .distinct()
                .sorted(Comparator.comparing(language -> language != first))
                .toList();
    }

    private static Tenant tenant(List<Tenant> tenants, String id) {
        return tenants.stream()
                .filter(tenant -> tenant.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static Map<String, List<Instance>> byTenant(List<Instance> instances) {
        return instances.stream().collect(Collectors.groupingBy(Instance::tenant, TreeMap::new, Collectors.toList()));
    }
}

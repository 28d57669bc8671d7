package org.moodlefleet.consolidation;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.moodlefleet.collector.measure.Capabilities;
import org.moodlefleet.collector.measure.Template;
import org.moodlefleet.consolidation.access.TenantAccess;
import org.moodlefleet.consolidation.dashboard.DashboardViews;
import org.moodlefleet.consolidation.dashboard.FleetDashboards;
import org.moodlefleet.consolidation.group.GroupTemplate;
import org.moodlefleet.consolidation.host.FleetNames;
import org.moodlefleet.consolidation.host.GroupHost;
import org.moodlefleet.consolidation.template.ServerTemplates;
import org.moodlefleet.document.Language;
import org.moodlefleet.model.Group;
import org.moodlefleet.model.Instance;
import org.moodlefleet.model.InstanceId;
import org.moodlefleet.model.RegistryContent;
import org.moodlefleet.model.Tenant;
import org.moodlefleet.zabbix.names.NameKey;
import org.moodlefleet.zabbix.provisioning.state.DesiredHost;
import org.moodlefleet.zabbix.provisioning.state.DesiredState;
import org.moodlefleet.zabbix.provisioning.state.DesiredStateBuilder;
import org.moodlefleet.zabbix.provisioning.state.HostTag;
import org.moodlefleet.zabbix.provisioning.state.SenderEncryption;

/** What Zabbix should hold for a registry: templates, a host for each instance, a host for each group. */
public final class FleetDesiredState {

    private final GroupTemplate groupTemplate;
    private final List<Template> templates;
    private final ServerTemplates serverTemplates;
    private final Language operator;
    private final Function<InstanceId, Set<String>> found;
    private final Function<InstanceId, Duration> silence;
    private final Function<Tenant, Optional<SenderEncryption>> senders;
    private final FleetDashboards dashboards;

    /**
     * @param operator language of what is not of a single tenant
     * @param found ids of the templates that an instance was found to yield something of, empty while unknown
     * @param silence how long an instance has yielded nothing
     * @param senders by tenant, how values of its instances come
     */
    public FleetDesiredState(
            List<Template> templates,
            GroupTemplate groupTemplate,
            Language operator,
            Function<InstanceId, Set<String>> found,
            Function<InstanceId, Duration> silence,
            Function<Tenant, Optional<SenderEncryption>> senders) {
        this.templates = templates;
        this.found = found;
        this.silence = silence;
        this.senders = senders;
        this.groupTemplate = groupTemplate;
        this.operator = operator;
        this.serverTemplates = new ServerTemplates(templates, groupTemplate);
        this.dashboards = new FleetDashboards(
                new DashboardViews(serverTemplates::items), operator, instance -> idsOf(found.apply(instance.key())));
    }

    private Set<String> idsOf(Set<String> ofPlugins) {
        return templates.stream()
                .filter(template -> template.offeredBy(Capabilities.NOTHING) || ofPlugins.contains(template.id()))
                .map(Template::id)
                .collect(Collectors.toSet());
    }

    public DesiredState of(RegistryContent content) {
        return of(content.tenants(), content.instances(), content.groups());
    }

    public DesiredState of(List<Tenant> tenants, List<Instance> instances, List<Group> groups) {
        Map<String, Tenant> byId = tenants.stream().collect(Collectors.toMap(Tenant::id, tenant -> tenant));
        List<GroupHost> groupHosts = groups.stream()
                .map(group -> FleetNames.groupHost(byId.get(group.tenant()), group))
                .toList();
        Set<NameKey> ours = Stream.of(
                        groupHosts.stream().map(GroupHost::hostName),
                        dashboards.totalNames(tenants, instances),
                        serverTemplates.names())
                .flatMap(names -> names)
                .map(NameKey::of)
                .collect(Collectors.toSet());
        DesiredStateBuilder state = new DesiredStateBuilder();
        instances.forEach(instance -> state.host(
                instance.tenant(),
                instance.host(),
                identity(instance),
                () -> instanceHost(byId.get(instance.tenant()), instance, groups, ours)));
        groupHosts.forEach(host -> {
            state.hostGroup(host.tenant(), host.membersGroup());
            state.host(
                    host.tenant(),
                    host.hostName(),
                    host.identity(),
                    () -> host.desired(
                            FleetNames.tenantGroup(host.tenant()),
                            groupTemplate(byId.get(host.tenant()).language())));
        });
        dashboards.totals(state, tenants, instances, this::groupTemplate);
        TenantAccess.addTo(state, tenants, groups);
        dashboards.addTo(state, tenants, instances, groups);
        return state.state(serverTemplates.in(languages(tenants)));
    }

    private static Set<HostTag> identity(Instance instance) {
        return Set.of(new HostTag("tenant", instance.tenant()), new HostTag("instance", instance.id()));
    }

    private Set<Language> languages(List<Tenant> tenants) {
        return Stream.concat(Stream.of(operator), tenants.stream().map(Tenant::language))
                .collect(Collectors.toSet());
    }

    private String groupTemplate(Language language) {
        return ServerTemplates.name(groupTemplate.name(), language);
    }

    /** @param ours names that instances cannot have */
    private DesiredHost instanceHost(Tenant tenant, Instance instance, List<Group> groups, Set<NameKey> ours) {
        if (ours.contains(NameKey.of(instance.host()))) {
            throw new IllegalArgumentException(
                    "a template, or a host of a group or of totals, has this name: the instance needs another");
        }
        Set<String> hostGroups = new HashSet<>(Set.of(FleetNames.ALL_INSTANCES, FleetNames.tenantGroup(tenant.id())));
        groups.stream()
                .filter(group -> group.includes(instance, groups))
                .forEach(group ->
                        hostGroups.add(FleetNames.groupHost(tenant, group).membersGroup()));
        Set<HostTag> tags = new HashSet<>(identity(instance));
        instance.tags().forEach(tag -> tags.add(new HostTag("moodle", tag)));
        tags.addAll(groupTemplate.silentTags(silence.apply(instance.key())));
        return new DesiredHost(
                instance.host(),
                FleetNames.visibleName(tenant, instance.name(), instance.id()),
                instance.enabled(),
                hostGroups,
                templatesOf(instance, tenant.language()),
                tags,
                macros(instance),
                "",
                senders.apply(tenant));
    }

    private static Map<String, String> macros(Instance instance) {
        Map<String, String> macros = new HashMap<>();
        instance.settings().macros().forEach(own -> macros.put(own.macro(), own.value()));
        macros.put("{$MOODLE.URL}", instance.baseUrl());
        return macros;
    }

    /** Those that every Moodle offers, and those of the plugins that this one was found to have. */
    private Set<String> templatesOf(Instance instance, Language language) {
        Set<String> ofPlugins = found.apply(instance.key());
        return templates.stream()
                .filter(template -> template.offeredBy(Capabilities.NOTHING) || ofPlugins.contains(template.id()))
                .map(template -> ServerTemplates.name(template.name(), language))
                .collect(Collectors.toSet());
    }
}

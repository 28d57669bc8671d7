package org.moodlefleet.consolidation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.moodlefleet.collector.measure.Template;
import org.moodlefleet.consolidation.access.TenantAccess;
import org.moodlefleet.consolidation.group.GroupTemplate;
import org.moodlefleet.consolidation.template.Templates;
import org.moodlefleet.document.Language;
import org.moodlefleet.model.Database;
import org.moodlefleet.model.Engine;
import org.moodlefleet.model.Group;
import org.moodlefleet.model.HostMacro;
import org.moodlefleet.model.Instance;
import org.moodlefleet.model.InstanceSettings;
import org.moodlefleet.model.Members;
import org.moodlefleet.model.Tenant;
import org.moodlefleet.model.TenantUser;
import org.moodlefleet.model.Tls;
import org.moodlefleet.zabbix.names.NameLimit;
import org.moodlefleet.zabbix.provisioning.state.DesiredDashboard;
import org.moodlefleet.zabbix.provisioning.state.DesiredHost;
import org.moodlefleet.zabbix.provisioning.state.DesiredObject;
import org.moodlefleet.zabbix.provisioning.state.DesiredRole;
import org.moodlefleet.zabbix.provisioning.state.DesiredState;
import org.moodlefleet.zabbix.provisioning.state.DesiredTemplate;
import org.moodlefleet.zabbix.provisioning.state.DesiredUser;
import org.moodlefleet.zabbix.provisioning.state.DesiredUserGroup;
import org.moodlefleet.zabbix.provisioning.state.HostTag;
import org.moodlefleet.zabbix.provisioning.state.SenderEncryption;

class FleetDesiredStateTest {

    private static final Tenant LYON = new Tenant("lyon", "City of Lyon", Language.FR, 1);
    private static final Tenant PARIS = new Tenant("paris", "City of Paris", Language.FR, 2);

    private static final SenderEncryption OWN = new SenderEncryption.Psk("paris", "0123456789abcdef0123456789abcdef");

    private final List<Template> templates = Templates.shipped().all();
    private final FleetDesiredState view = viewOfMoodlesWith(Set.of());

    @Test
    void anInstanceIsAHostOfItsTenantWithItsTags() {
        DesiredHost host = hosts(
                        view.of(List.of(LYON), List.of(instance("lyon", "mistral", true, "lycee", "est")), List.of()))
                .get("mistral.lyon.example");

        assertThat(host.visibleName()).isEqualTo("School mistral (lyon/mistral)");
        assertThat(host.enabled()).isTrue();
        assertThat(host.groups()).containsExactlyInAnyOrder("MOODLE Servers", "MOODLE/lyon");
        assertThat(host.templates()).contains("MOODLE fr").doesNotContain("MOODLE SHOP fr");
        assertThat(host.tags())
                .containsExactlyInAnyOrder(
                        new HostTag("tenant", "lyon"),
                        new HostTag("instance", "mistral"),
                        new HostTag("moodle", "lycee"),
                        new HostTag("moodle", "est"));
        assertThat(host.macros()).isEqualTo(Map.of("{$MOODLE.URL}", "https://mistral.lyon.example"));
    }

    @Test
    void valuesComeToAHostAsItsTenantsChannelSendsThem() {
        Map<String, DesiredHost> hosts = hosts(view.of(
                List.of(LYON, PARIS),
                List.of(instance("lyon", "mistral", true), instance("paris", "hugo", true)),
                List.of()));

        assertThat(hosts.get("hugo.paris.example").senders()).hasValue(OWN);
        assertThat(hosts.get("mistral.lyon.example").senders()).isEmpty();
    }

    @Test
    void aMemberOfAGroupIsInTheHostGroupsOfTheGroupsAroundItToo() {
        List<Group> groups = List.of(
                new Group("lyon", "lycees", "Lycées", new Members.Tagged("lycee"), 1),
                new Group("lyon", "all", "All", new Members.Nested(List.of("lycees")), 2));

        assertThat(hosts(view.of(List.of(LYON), List.of(instance("lyon", "mistral", true, "lycee")), groups))
                        .get("mistral.lyon.example")
                        .groups())
                .contains("MOODLE GROUP/lyon/lycees", "MOODLE GROUP/lyon/all");
    }

    @Test
    void aSilentInstanceIsTaggedSoThatGroupsLeaveItOut() {
        Map<String, DesiredHost> hosts = hosts(view.of(
                List.of(LYON), List.of(instance("lyon", "dead", true), instance("lyon", "mistral", true)), List.of()));

        assertThat(hosts.get("dead.lyon.example").tags())
                .contains(
                        new HostTag("silent", "instant"),
                        new HostTag("silent", "hourly"),
                        new HostTag("silent", "daily"))
                .doesNotContain(new HostTag("silent", "weekly"));
        assertThat(hosts.get("mistral.lyon.example").tags())
                .extracting(HostTag::tag)
                .doesNotContain("silent");
    }

    @Test
    void anInstanceThatIsNotCollectedIsADisabledHost() {
        DesiredHost host = hosts(view.of(List.of(LYON), List.of(instance("lyon", "mistral", false)), List.of()))
                .get("mistral.lyon.example");

        assertThat(host.enabled()).isFalse();
    }

    @Test
    void aGroupIsAHostAndAHostGroupOfItsMembers() {
        List<Instance> instances = List.of(
                instance("lyon", "mistral", true, "lycee"),
                instance("lyon", "saxe", true, "college"),
                instance("lyon", "ampere", true, "lycee"));
        List<Group> groups = List.of(
                new Group("lyon", "lycees", "All lycées", new Members.Tagged("lycee"), 1),
                new Group("lyon", "two", "Two of them", new Members.Listed(List.of("mistral", "saxe")), 2));

        DesiredState state = view.of(List.of(LYON), instances, groups);

        assertThat(members(state, "MOODLE GROUP/lyon/lycees"))
                .containsExactlyInAnyOrder("mistral.lyon.example", "ampere.lyon.example");
        assertThat(members(state, "MOODLE GROUP/lyon/two"))
                .containsExactlyInAnyOrder("mistral.lyon.example", "saxe.lyon.example");
        DesiredHost host = hosts(state).get("MOODLE GROUP lyon lycees");
        assertThat(host.visibleName()).isEqualTo("All lycées (lyon/group lycees)");
        assertThat(host.templates()).containsExactly("MOODLE GROUP fr");
        assertThat(host.macros()).isEqualTo(Map.of("{$MOODLE.GROUP}", "MOODLE GROUP/lyon/lycees"));
    }

    @Test
    void aGroupWithoutMembersHasItsHostGroupAllTheSame() {
        DesiredState state = view.of(
                List.of(LYON), List.of(), List.of(new Group("lyon", "none", "None", new Members.Tagged("none"), 1)));

        assertThat(state.hostGroups()).contains("MOODLE GROUP/lyon/none");
    }

    @Test
    @DisplayName("Invariant 7: no host of a tenant is in a host group of another, though names and tags are the same")
    void tenantsShareNoHostGroupButThatOfAll() {
        List<Instance> instances =
                List.of(instance("lyon", "mistral", true, "lycee"), instance("paris", "mistral", true, "lycee"));
        List<Group> groups = List.of(
                new Group("lyon", "lycees", "Lycées", new Members.Tagged("lycee"), 1),
                new Group("paris", "lycees", "Lycées", new Members.Tagged("lycee"), 2));

        DesiredState state = view.of(List.of(LYON, PARIS), instances, groups);

        assertThat(groupsOf(state, "lyon"))
                .filteredOn(groupsOf(state, "paris")::contains)
                .containsExactlyInAnyOrder("MOODLE Servers", "MOODLE GROUP");
        assertThat(state.hosts()).extracting(DesiredHost::visibleName).doesNotHaveDuplicates();
    }

    @Test
    @DisplayName("Invariant 7: a tenant's user group reads the host groups of that tenant, and not those of all")
    void aTenantReadsItsOwnHostGroups() {
        List<Group> groups = List.of(
                new Group("lyon", "lycees", "Lycées", new Members.Tagged("lycee"), 1),
                new Group("paris", "lycees", "Lycées", new Members.Tagged("lycee"), 2));

        DesiredState state = view.of(List.of(LYON, PARIS), List.of(instance("lyon", "mistral", true)), groups);

        assertThat(state.objects())
                .filteredOn(object -> !(object instanceof DesiredDashboard))
                .containsExactly(
                        new DesiredRole("MOODLE tenant"),
                        new DesiredUserGroup("MOODLE lyon", true, Set.of("MOODLE/lyon", "MOODLE GROUP/lyon/lycees")),
                        new DesiredUserGroup(
                                "MOODLE paris", true, Set.of("MOODLE/paris", "MOODLE GROUP/paris/lycees")));
        assertThat(state.hostGroups()).contains("MOODLE/paris");
    }

    @Test
    @DisplayName("Invariant 7: a tenant's dashboards are read by its user group alone, in its language")
    void dashboardsAreTheTenants() {
        List<Group> groups = List.of(new Group("lyon", "lycees", "Lycées", new Members.Tagged("lycee"), 1));

        DesiredState state = view.of(
                List.of(LYON, PARIS),
                List.of(instance("lyon", "mistral", true, "lycee"), instance("paris", "hugo", true)),
                groups);

        assertThat(dashboards(state))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "City of Lyon (lyon) - vue d'ensemble", Set.of("MOODLE lyon"),
                        "City of Lyon: Lycées (lyon/lycees) - groupe", Set.of("MOODLE lyon"),
                        "City of Paris (paris) - vue d'ensemble", Set.of("MOODLE paris"),
                        "Tous les clients - parc", Set.of()));
        assertThat(state.hosts())
                .extracting(DesiredHost::name)
                .contains("MOODLE GROUP lyon", "MOODLE GROUP paris", "MOODLE FLEET")
                .doesNotContainAnyElementsOf(state.templates().stream()
                        .map(DesiredTemplate::technicalName)
                        .toList());
    }

    private static Map<String, Set<String>> dashboards(DesiredState state) {
        return state.objects().stream()
                .filter(DesiredDashboard.class::isInstance)
                .map(DesiredDashboard.class::cast)
                .collect(Collectors.toMap(DesiredDashboard::name, DesiredDashboard::readers));
    }

    @Test
    void userGroupsOfLongTenantsStayApart() {
        String one = TenantAccess.userGroup("t".repeat(62) + "a");
        String other = TenantAccess.userGroup("t".repeat(62) + "b");

        assertThat(one).hasSizeLessThanOrEqualTo(64).isNotEqualTo(other);
    }

    @Test
    @DisplayName("Invariant 8: the same registry gives the same desired state, in whatever order it is read")
    void theSameRegistryGivesTheSameState() {
        Instance one = instance("lyon", "mistral", true, "a", "b");
        Instance other = instance("paris", "mistral", true);

        assertThat(Set.copyOf(view.of(List.of(PARIS, LYON), List.of(other, one), List.of())
                        .hosts()))
                .isEqualTo(Set.copyOf(view.of(List.of(LYON, PARIS), List.of(one, other), List.of())
                        .hosts()));
    }

    @Test
    void namesStayWithinWhatZabbixHolds() {
        Instance instance = new Instance(
                "lyon",
                "m".repeat(63),
                "é".repeat(200),
                "https://m.example",
                "m.example",
                instance("lyon", "m", true).database(),
                "mdl_",
                null,
                true,
                List.of(),
                InstanceSettings.defaults(),
                1);

        DesiredHost host =
                view.of(List.of(LYON), List.of(instance), List.of()).hosts().get(0);

        assertThat(host.visibleName()).hasSize(128).endsWith("(lyon/" + "m".repeat(63) + ")");
    }

    @Test
    @DisplayName("Invariant 8: the longest ids and names give names that Zabbix holds, each its own")
    void theLongestIdsAndNames() {
        String tenant = "t".repeat(63);
        String emoji = "👩‍👩‍👧‍👦".repeat(28);
        List<Instance> instances = List.of(
                named(tenant, "i".repeat(63), emoji),
                named(tenant, "i".repeat(62) + "j", emoji),
                named("lyon", "m", "M"));
        List<Group> groups = List.of(
                new Group(tenant, "g".repeat(63), "x".repeat(200), new Members.Tagged("x"), 1),
                new Group(tenant, "g".repeat(62) + "h", "x".repeat(200), new Members.Tagged("x"), 1));

        DesiredState state =
                view.of(List.of(LYON, new Tenant(tenant, "🎓".repeat(200), Language.FR, 1)), instances, groups);

        assertThat(state.leftOut()).isEmpty();
        assertThat(state.hosts()).hasSize(8).allSatisfy(host -> {
            assertThat(NameLimit.HOST.holds(host.name())).isTrue();
            assertThat(NameLimit.VISIBLE_HOST.holds(host.visibleName())).isTrue();
            assertThat(host.groups()).allMatch(NameLimit.HOST_GROUP::holds);
        });
        assertThat(state.hosts()).extracting(DesiredHost::name).doesNotHaveDuplicates();
        assertThat(state.hosts())
                .filteredOn(host -> host.tags().contains(new HostTag("instance", "i".repeat(63))))
                .singleElement()
                .satisfies(host -> assertThat(host.visibleName()).contains("(" + tenant + "/iii"));
        assertThat(state.objects()).extracting(DesiredObject::name).doesNotHaveDuplicates();
    }

    @Test
    @DisplayName("Invariant 8: an instance whose host has a name of ours is left out, and all others are there")
    void instancesWithNamesOfOurs() {
        Group all = new Group("lyon", "all", "All", new Members.Tagged("x"), 1);
        DesiredState state = view.of(
                List.of(LYON, PARIS),
                List.of(
                        called("paris", "one", "moodle fleet"),
                        called("paris", "two", "MOODLE GROUP lyon all"),
                        called("paris", "three", "MOODLE"),
                        instance("lyon", "mistral", true)),
                List.of(all));

        assertThat(state.leftOut())
                .extracting(one -> one.owner() + " " + one.object())
                .containsExactly("paris host moodle fleet", "paris host MOODLE GROUP lyon all", "paris host MOODLE");
        assertThat(hosts(state)).containsKeys("MOODLE FLEET", "MOODLE GROUP lyon all", "mistral.lyon.example");
    }

    private static Instance called(String tenant, String id, String host) {
        return like(tenant, id, "School", host);
    }

    private static Instance named(String tenant, String id, String name) {
        return like(tenant, id, name, id + "." + tenant.substring(0, 4));
    }

    private static Instance like(String tenant, String id, String name, String host) {
        Instance one = instance("lyon", "m", true);
        return new Instance(
                tenant,
                id,
                name,
                "https://m.example",
                host,
                one.database(),
                one.prefix(),
                one.timezone(),
                true,
                List.of("x"),
                one.settings(),
                1);
    }

    @Test
    void templatesOfPluginsAreLinkedToTheMoodlesThatHaveThem() {
        Set<String> all = templates.stream().map(Template::id).collect(Collectors.toSet());
        Set<String> names =
                templates.stream().map(template -> template.name() + " fr").collect(Collectors.toSet());

        DesiredState state =
                viewOfMoodlesWith(all).of(List.of(LYON), List.of(instance("lyon", "mistral", true)), List.of());

        assertThat(state.hosts().get(0).templates()).isEqualTo(names).contains("MOODLE fr");
        assertThat(state.templates())
                .extracting(DesiredTemplate::technicalName)
                .containsAll(names)
                .contains("MOODLE GROUP fr");
    }

    @Test
    @DisplayName(
            "Invariant 7: a group across tenants is read by the tenant that it belongs to alone, the operator's own")
    void groupAcrossTenants() {
        Tenant operator = new Tenant("operator", "Us", Language.FR, 3);
        Group all = new Group("operator", "all", "All", new Members.OfTenants(List.of("lyon", "paris")), 1);

        DesiredState state = view.of(
                List.of(LYON, PARIS, operator),
                List.of(instance("lyon", "mistral", true), instance("paris", "hugo", true)),
                List.of(all));

        assertThat(members(state, "MOODLE GROUP/operator/all"))
                .containsExactlyInAnyOrder("mistral.lyon.example", "hugo.paris.example");
        assertThat(hosts(state).get("MOODLE GROUP operator all").groups())
                .containsExactlyInAnyOrder("MOODLE GROUP", "MOODLE/operator");
        assertThat(state.objects())
                .contains(
                        new DesiredUserGroup(
                                "MOODLE operator", true, Set.of("MOODLE/operator", "MOODLE GROUP/operator/all")),
                        new DesiredUserGroup("MOODLE lyon", true, Set.of("MOODLE/lyon")));
        assertThat(state.objects())
                .filteredOn(object -> object instanceof DesiredDashboard dashboard
                        && dashboard.name().contains("operator/all"))
                .singleElement()
                .satisfies(dashboard ->
                        assertThat(((DesiredDashboard) dashboard).readers()).containsExactly("MOODLE operator"));
    }

    @Test
    void usersOfATenantHaveAccountsThatReadItAlone() {
        Tenant lyon = new Tenant(
                "lyon",
                "City of Lyon",
                Language.FR,
                ZoneId.of("Europe/Paris"),
                List.of(
                        new TenantUser("a.martin", "Alix Martin", null, null),
                        new TenantUser("b.noel", null, Language.EN, ZoneId.of("Indian/Reunion"))),
                null,
                1);
        Tenant paris = new Tenant(
                "paris",
                "City of Paris",
                Language.EN,
                null,
                List.of(new TenantUser("c.petit", null, null, null)),
                null,
                1);

        assertThat(view.of(List.of(lyon, paris), List.of(), List.of()).objects())
                .contains(
                        new DesiredUser(
                                "a.martin",
                                "Alix Martin",
                                "MOODLE tenant",
                                "MOODLE lyon",
                                List.of("fr_FR"),
                                "Europe/Paris"),
                        new DesiredUser(
                                "b.noel",
                                "",
                                "MOODLE tenant",
                                "MOODLE lyon",
                                List.of("en_US", "en_GB"),
                                "Indian/Reunion"),
                        new DesiredUser(
                                "c.petit", "", "MOODLE tenant", "MOODLE paris", List.of("en_US", "en_GB"), "default"));
    }

    @Test
    void macrosOfAnInstanceAreItsHosts() {
        Instance plain = instance("lyon", "mistral", true);
        InstanceSettings defaults = plain.settings();
        InstanceSettings settings = new InstanceSettings(
                defaults.started(),
                defaults.allowedCronPeriod(),
                defaults.rolePolicy(),
                defaults.targetVersion(),
                defaults.courseNames(),
                defaults.segments(),
                defaults.peopleFloor(),
                defaults.referenceKeys(),
                defaults.profileFields(),
                defaults.backfill(),
                List.of(new HostMacro("{$MOODLE.STORAGE.MAX}", "500G")));
        Instance own = new Instance(
                plain.tenant(),
                plain.id(),
                plain.name(),
                plain.baseUrl(),
                plain.host(),
                plain.database(),
                plain.prefix(),
                plain.timezone(),
                plain.enabled(),
                plain.tags(),
                settings,
                1);

        assertThat(hosts(view.of(List.of(LYON), List.of(own), List.of()))
                        .get("mistral.lyon.example")
                        .macros())
                .isEqualTo(Map.of("{$MOODLE.URL}", "https://mistral.lyon.example", "{$MOODLE.STORAGE.MAX}", "500G"));
    }

    /** Else a change of the setting would have templates, and the items of all hosts, change places. */
    @ParameterizedTest
    @EnumSource(Language.class)
    void templatesAreCalledByTheirOwnLanguageWhateverTheOperatorsIs(Language operator) {
        Tenant london = new Tenant("london", "London", Language.EN, 3);

        DesiredState state = viewOfMoodlesWith(Set.of(), operator)
                .of(
                        List.of(LYON, london),
                        List.of(instance("lyon", "mistral", true), instance("london", "keats", true)),
                        List.of());

        Map<String, DesiredHost> hosts = hosts(state);
        assertThat(hosts.get("keats.london.example").templates())
                .contains("MOODLE")
                .noneMatch(name -> name.endsWith(" fr"));
        assertThat(hosts.get("mistral.lyon.example").templates())
                .contains("MOODLE fr")
                .allMatch(name -> name.endsWith(" fr"));
        assertThat(hosts.get("MOODLE GROUP london").templates()).containsExactly("MOODLE GROUP");
        assertThat(hosts.get("MOODLE GROUP lyon").templates()).containsExactly("MOODLE GROUP fr");
        assertThat(hosts.get("MOODLE FLEET").templates())
                .containsExactly(operator == Language.EN ? "MOODLE GROUP" : "MOODLE GROUP fr");
        assertThat(template(state, "MOODLE").yaml()).contains("Users online").contains("/MOODLE/");
        assertThat(template(state, "MOODLE fr").yaml())
                .contains("Utilisateurs en ligne")
                .contains("/MOODLE fr/");
        // the last is what earlier versions called the English one where the operator's language was another
        assertThat(template(state, "MOODLE").replaces()).containsExactlyInAnyOrder("MOODLE fr", "MOODLE en");
        assertThat(template(state, "MOODLE fr").replaces()).containsExactlyInAnyOrder("MOODLE", "MOODLE en");
    }

    @Test
    void templatesOfALanguageThatNobodyHasAreNotMade() {
        assertThat(viewOfMoodlesWith(Set.of(), Language.FR)
                        .of(List.of(LYON), List.of(instance("lyon", "mistral", true)), List.of())
                        .templates())
                .extracting(DesiredTemplate::technicalName)
                .contains("MOODLE fr")
                .doesNotContain("MOODLE");
    }

    /** By which they keep their ids, and the links to them. */
    @Test
    void dashboardsAreTheSameWhateverTheirTenantOrGroupIsCalledAndInWhateverLanguage() {
        List<Instance> instances = List.of(instance("lyon", "mistral", true, "lycee"));
        Tenant renamed = new Tenant("lyon", "Lyon", Language.EN, 2);

        Map<String, String> before = dashboardNames(viewOfMoodlesWith(Set.of(), Language.FR)
                .of(
                        List.of(LYON),
                        instances,
                        List.of(new Group("lyon", "all", "All", new Members.Tagged("lycee"), 1))));
        Map<String, String> after = dashboardNames(viewOfMoodlesWith(Set.of(), Language.EN)
                .of(
                        List.of(renamed),
                        instances,
                        List.of(new Group("lyon", "all", "Every one", new Members.Tagged("lycee"), 2))));

        assertThat(before).containsOnlyKeys("fleet", "tenant lyon", "group lyon/all");
        assertThat(after).containsOnlyKeys(before.keySet());
        assertThat(after.values()).doesNotContainAnyElementsOf(before.values());
    }

    private static Map<String, String> dashboardNames(DesiredState state) {
        return state.objects().stream()
                .filter(DesiredDashboard.class::isInstance)
                .collect(Collectors.toMap(DesiredObject::identity, DesiredObject::name));
    }

    private static DesiredTemplate template(DesiredState state, String name) {
        return state.templates().stream()
                .filter(template -> template.technicalName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private FleetDesiredState viewOfMoodlesWith(Set<String> found) {
        return viewOfMoodlesWith(found, Language.FR);
    }

    private FleetDesiredState viewOfMoodlesWith(Set<String> found, Language operator) {
        return new FleetDesiredState(
                templates,
                GroupTemplate.shipped(),
                operator,
                id -> found,
                id -> id.instance().equals("dead") ? Duration.ofDays(4) : Duration.ZERO,
                tenant -> Optional.of(OWN).filter(senders -> tenant.id().equals("paris")));
    }

    private static Instance instance(String tenant, String id, boolean enabled, String... tags) {
        String host = id + "." + tenant + ".example";
        return new Instance(
                tenant,
                id,
                "School " + id,
                "https://" + host,
                host,
                new Database(Engine.MARIADB, "db1", 3306, "moodle", null, "reader", Tls.DISABLE),
                "mdl_",
                null,
                enabled,
                List.of(tags),
                InstanceSettings.defaults(),
                1);
    }

    private static Map<String, DesiredHost> hosts(DesiredState state) {
        return state.hosts().stream().collect(Collectors.toMap(DesiredHost::name, Function.identity()));
    }

    private static List<String> members(DesiredState state, String group) {
        return state.hosts().stream()
                .filter(host -> host.groups().contains(group))
                .map(DesiredHost::name)
                .toList();
    }

    private static Set<String> groupsOf(DesiredState state, String tenant) {
        Set<String> groups = new HashSet<>();
        state.hosts().stream()
                .filter(host -> host.tags().contains(new HostTag("tenant", tenant)))
                .forEach(host -> groups.addAll(host.groups()));
        return groups;
    }
}

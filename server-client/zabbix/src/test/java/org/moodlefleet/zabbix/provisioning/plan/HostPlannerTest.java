package org.moodlefleet.zabbix.provisioning.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.moodlefleet.zabbix.names.NameLimit;
import org.moodlefleet.zabbix.provisioning.outcome.LeftOut;
import org.moodlefleet.zabbix.provisioning.ownership.DeclaredFingerprints;
import org.moodlefleet.zabbix.provisioning.ownership.OwnedObject;
import org.moodlefleet.zabbix.provisioning.plan.Change.CreateHost;
import org.moodlefleet.zabbix.provisioning.plan.Change.DeleteHost;
import org.moodlefleet.zabbix.provisioning.plan.Change.DisableHost;
import org.moodlefleet.zabbix.provisioning.plan.Change.EnableHost;
import org.moodlefleet.zabbix.provisioning.plan.Change.UpdateHost;
import org.moodlefleet.zabbix.provisioning.state.CurrentHost;
import org.moodlefleet.zabbix.provisioning.state.CurrentHost.CurrentMacro;
import org.moodlefleet.zabbix.provisioning.state.CurrentState;
import org.moodlefleet.zabbix.provisioning.state.CurrentState.CurrentTemplate;
import org.moodlefleet.zabbix.provisioning.state.DesiredHost;
import org.moodlefleet.zabbix.provisioning.state.DesiredState;
import org.moodlefleet.zabbix.provisioning.state.DesiredStateBuilder;
import org.moodlefleet.zabbix.provisioning.state.DesiredTemplate;
import org.moodlefleet.zabbix.provisioning.state.DesiredUserGroup;
import org.moodlefleet.zabbix.provisioning.state.HostTag;
import org.moodlefleet.zabbix.provisioning.state.ObjectKind;
import org.moodlefleet.zabbix.provisioning.state.OwnerMark;
import org.moodlefleet.zabbix.provisioning.state.SenderEncryption;

class HostPlannerTest {

    private static final OwnerMark MARK = new OwnerMark("managed-by", "pt-fleet");
    private static final Instant NOW = Instant.ofEpochSecond(1_800_000_000L);
    private static final Duration GRACE = Duration.ofDays(7);
    private static final DesiredTemplate TEMPLATE = new DesiredTemplate("T", "uuid-t", "yaml", "hash-1", Set.of());
    private static final DesiredHost HOST = new DesiredHost(
            "school",
            "A school",
            true,
            Set.of("G"),
            Set.of("T"),
            Set.of(new HostTag("group", "a"), new HostTag("group", "b")),
            Map.of("{$URL}", "https://a"),
            "text");

    /** As Zabbix makes a host. */
    private static final Map<String, String> PLAIN = Map.of("tls_accept", "1", "tls_issuer", "", "tls_subject", "");

    private final CurrentState nothing = state(Set.of(), Map.of(), List.of());

    @Test
    void everythingIsMadeInOrder() {
        Plan plan = plan(desired(HOST), nothing);
        assertThat(plan.describe()).containsExactly("create host group G", "import template T", "create host school");
        CreateHost create = (CreateHost) plan.changes().get(2);
        assertThat(create.host().tags()).contains(MARK.hostTag());
        assertThat(create.host().macros()).containsKey("{$PT_FLEET.DECLARED}");
    }

    @Test
    @DisplayName("Invariant 8: what is as declared needs no change")
    void nothingToDo() {
        assertThat(plan(desired(HOST), current(applied(HOST))).isEmpty()).isTrue();
    }

    @Test
    void removalsAreKnownByWhatTheyTakeAway() {
        Change one = new Change.DisableHost("7", "school", 1_800_000_000L);
        Change later = new Change.DisableHost("7", "school", 1_800_000_060L);
        Change anotherOfTheName = new Change.DisableHost("8", "school", 1_800_000_000L);
        Change deletion = new Change.DeleteHost("7", "school");
        Change group = new ObjectChange.RetireObject(
                ObjectKind.USER_GROUP, new OwnedObject("MOODLE a", "MOODLE a", "3", 0, "", false), 1_800_000_000L);
        Change created = new CreateHost(HOST);

        String fingerprint = fingerprint(one, group);
        assertThat(fingerprint).matches("[0-9a-f]{32}");
        assertThat(List.of(fingerprint(group, later), fingerprint(created, one, group)))
                .containsOnly(fingerprint);
        assertThat(List.of(fingerprint(one), fingerprint(anotherOfTheName, group), fingerprint(deletion, group)))
                .doesNotContain(fingerprint);
    }

    /** Of all removals: none is done unasked. */
    private static String fingerprint(Change... changes) {
        return Plan.fingerprint(new Plan(List.of(changes), List.of()).heldRemovals(0));
    }

    @Test
    void differencesAreRepairedAndNamed() {
        CurrentHost drifted = new CurrentHost(
                "7", "school", "Renamed", false, "", Map.of(), Map.of(), Set.of(MARK.hostTag()), List.of(), PLAIN);
        Plan plan = plan(desired(HOST), current(drifted));
        assertThat(plan.describe())
                .containsExactly("update host school: visible name 'A school', enable, description, +group G,"
                        + " +template T, +tag group=a, +tag group=b, macro {$PT_FLEET.DECLARED}, macro {$URL}");
    }

    @Test
    void howValuesComeFollowsTheChannel() {
        DesiredHost psk = sent(new SenderEncryption.Psk("fleet", "00112233445566778899aabbccddeeff"));
        DesiredHost otherKey = sent(new SenderEncryption.Psk("fleet-2", "ffeeddccbbaa99887766554433221100"));
        DesiredHost named = sent(new SenderEncryption.Certificate(Optional.empty(), Optional.of("CN=fleet")));
        for (DesiredHost host : List.of(HOST, sent(new SenderEncryption.None()), psk, named)) {
            assertThat(plan(desired(host), current(applied(host))).changes()).isEmpty();
        }
        assertThat(plan(desired(sent(new SenderEncryption.None())), current(applied(HOST)))
                        .changes())
                .isEmpty();
        Plan change = plan(desired(otherKey), current(applied(psk)));
        assertThat(change.describe())
                .containsExactly("update host school: macro {$PT_FLEET.DECLARED}, values come with a pre-shared key");
        assertThat(change.toString() + psk + applied(psk)).doesNotContain("ffeeddccbb", "0011223344");
        assertThat(plan(desired(named), current(applied(psk))).describe())
                .containsExactly("update host school: macro {$PT_FLEET.DECLARED}, values come with a certificate");
    }

    @Test
    void whatAnOperatorAddedStays() {
        CurrentHost ours = applied(HOST);
        CurrentHost extended = with(
                ours,
                plus(ours.groups(), "Handmade", "9"),
                plus(ours.templates(), "Linux", "9"),
                plus(ours.tags(), new HostTag("room", "12")),
                plus(ours.macros(), new CurrentMacro("9", "{$SECRET}", null)));
        assertThat(plan(desired(HOST), current(extended)).isEmpty()).isTrue();
    }

    @Test
    void whatWeDeclaredAndNoLongerWantGoes() {
        DesiredHost less = new DesiredHost(
                "school", "A school", true, Set.of("H"), Set.of(), Set.of(new HostTag("group", "a")), Map.of(), "text");
        CurrentHost before = applied(HOST);
        CurrentHost extended = with(
                before, plus(before.groups(), "Handmade", "9"), before.templates(), before.tags(), before.macros());
        Plan plan = plan(desired(less), current(extended));
        assertThat(plan.describe())
                .containsExactly(
                        "create host group H",
                        "update host school: +group H, -group G, -tag group=b,"
                                + " macro {$PT_FLEET.DECLARED}, -macro {$URL}");
    }

    @Test
    void strangersOfTheSameNameAreConflictsAndStayUntouched() {
        CurrentState state = new CurrentState(
                Set.of("G"),
                Map.of("T", new CurrentTemplate("uuid-other", "")),
                List.of(),
                Set.of("school"),
                Set.of("Second school"));
        DesiredHost second = new DesiredHost(
                "second", "Second school", true, Set.of("G"), Set.of("T", "Linux"), Set.of(), Map.of(), "");
        Plan plan = plan(desired(HOST, second), state);
        assertThat(plan.changes()).isEmpty();
        assertThat(plan.describe())
                .containsExactly(
                        "CONFLICT template T exists but is not ours (another uuid); rename or delete it",
                        "CONFLICT template Linux, which hosts should have, does not exist",
                        "CONFLICT host school exists but is not ours (it lacks the tag managed-by=pt-fleet)",
                        "CONFLICT host second: its visible name 'Second school' is taken by a host that is not ours");
    }

    @Test
    void templateIsImportedAgainWhenItsContentChanged() {
        CurrentState old = state(Set.of("G"), Map.of("T", new CurrentTemplate("uuid-t", "hash-0")), List.of());
        assertThat(plan(desired(), old).describe()).containsExactly("update template T");
        CurrentState same = state(Set.of("G"), Map.of("T", new CurrentTemplate("uuid-t", "hash-1")), List.of());
        assertThat(plan(desired(), same).isEmpty()).isTrue();
    }

    @Test
    void hostThatIsNoLongerWantedIsDisabledThenDeletedAfterTheGrace() {
        CurrentHost ours = applied(HOST);
        assertThat(plan(desired(), current(ours)).changes())
                .containsExactly(new DisableHost("7", "school", NOW.getEpochSecond()));
        CurrentHost waiting = removedAt(ours, NOW.minus(GRACE).plusSeconds(1));
        assertThat(plan(desired(), current(waiting)).isEmpty()).isTrue();
        CurrentHost due = removedAt(ours, NOW.minus(GRACE));
        Plan plan = plan(desired(), current(due));
        assertThat(plan.changes()).containsExactly(new DeleteHost("7", "school"));
        assertThat(plan.removals()).isEqualTo(1);
    }

    @Test
    void withoutItsRemovalsThePlanKeepsAllElse() {
        DesiredHost other = new DesiredHost("other", "Other", true, Set.of("G"), Set.of(), Set.of(), Map.of(), "");
        Plan plan = plan(desired(other), current(applied(HOST)));
        assertThat(plan.removals()).isEqualTo(1);
        assertThat(plan.heldRemovals(1)).isEmpty();
        Plan rest = plan.without(plan.heldRemovals(0));
        assertThat(rest.removals()).isZero();
        assertThat(rest.changes()).hasSize(plan.changes().size() - 1).isNotEmpty();
    }

    @Test
    void whatWasTakenOverAndNeverWantedIsNotRemovedUnasked() {
        CurrentHost ours = applied(HOST);
        CurrentHost adopted = with(
                ours,
                ours.groups(),
                ours.templates(),
                plus(ours.tags(), new HostTag(HostTag.TAKEN_OVER, "earlier")),
                ours.macros());
        Plan plan = plan(desired(), current(adopted));
        assertThat(plan.removals()).isEqualTo(1);
        assertThat(plan.heldRemovals(10)).isEqualTo(plan.changes());
        assertThat(plan(desired(HOST), current(adopted)).describe())
                .containsExactly("update host school: -tag taken-over-from=earlier");
    }

    @Test
    void hostsOfAnotherRegistryAreConflictsWhereTheyAreInTheWay() {
        OwnerMark mark = new OwnerMark(MARK.tag(), MARK.value(), "0123456789ab");
        CurrentHost others = with(
                applied(HOST),
                Map.of(),
                Map.of(),
                Set.of(MARK.hostTag(), new HostTag(HostTag.REGISTRY, "ba9876543210")),
                List.of());
        CurrentState state = new CurrentState(
                Set.of("G"),
                Map.of("T", new CurrentTemplate("uuid-t", "hash-0", "ba9876543210")),
                List.of(),
                Set.of("school"),
                Set.of("A school"),
                List.of(others));
        assertThat(new HostPlanner(desired(HOST), state, mark, GRACE, NOW)
                        .plan()
                        .describe())
                .containsExactly(
                        "CONFLICT template T stays as the service of another registry (ba9876543210) imported it, with"
                                + " another content; if our registry takes its place, apply with --adopt ba9876543210",
                        "CONFLICT host school exists but the service of another registry (ba9876543210) made it; if our"
                                + " registry takes its place, apply with --adopt ba9876543210");
        DesiredHost other = new DesiredHost("other", "Other", true, Set.of("G"), Set.of(), Set.of(), Map.of(), "");
        assertThat(new HostPlanner(new DesiredState(Set.of(), List.of(), List.of(other)), state, mark, GRACE, NOW)
                        .plan()
                        .conflicts())
                .isEmpty();
        assertThat(new HostPlanner(new DesiredState(Set.of(), List.of(), List.of()), state, mark, GRACE, NOW)
                        .plan()
                        .describe())
                .containsExactly(
                        "CONFLICT 1 hosts that the service of another registry (ba9876543210) made are left as they are:"
                                + " school; if our registry takes its place, apply with --adopt ba9876543210");
    }

    @Test
    void withoutGraceItIsDeletedAtOnce() {
        Plan plan = new HostPlanner(desired(), current(applied(HOST)), MARK, Duration.ZERO, NOW).plan();
        assertThat(plan.changes()).containsExactly(new DeleteHost("7", "school"));
    }

    @Test
    void aMarkThatIsNoTimeStartsTheGraceAnew() {
        CurrentHost ours = applied(HOST);
        CurrentHost odd = with(
                ours,
                ours.groups(),
                ours.templates(),
                plus(ours.tags(), new HostTag(HostTag.REMOVED_AT, "yesterday")),
                ours.macros());
        assertThat(plan(desired(), current(odd)).changes()).hasOnlyElementsOfType(DisableHost.class);
    }

    @Test
    void hostThatComesBackLosesTheMark() {
        CurrentHost removed = removedAt(applied(HOST), NOW.minusSeconds(60));
        Plan plan = plan(desired(HOST), current(removed));
        assertThat(plan.changes()).hasOnlyElementsOfType(EnableHost.class);
        assertThat(plan.describe()).containsExactly("bring back host school: enable, -tag removed-at=1799999940");
    }

    @Test
    void aHostIsKnownByWhatItIsOfThenByItsName() {
        Plan swapped = plan(
                desired(instance("north", "two"), instance("south", "one")),
                current(applied(instance("north", "one")), applied(instance("south", "two"))));
        assertThat(swapped.changes()).hasSize(2).allMatch(UpdateHost.class::isInstance);
        assertThat(swapped.describe())
                .anyMatch(change -> change.startsWith("update host north: name 'south'"))
                .anyMatch(change -> change.startsWith("update host south: name 'north'"));

        Plan renamed = plan(desired(instance("west", "one")), current(applied(instance("north", "one"))));
        assertThat(renamed.describe()).hasSize(1).allMatch(change -> change.contains(": name 'west'"));
    }

    @Test
    void macroThatBecameSecretIsSetAgain() {
        CurrentHost ours = applied(HOST);
        List<CurrentMacro> secret = ours.macros().stream()
                .map(m -> m.macro().equals("{$URL}") ? new CurrentMacro(m.id(), m.macro(), null) : m)
                .toList();
        Plan plan = plan(desired(HOST), current(with(ours, ours.groups(), ours.templates(), ours.tags(), secret)));
        assertThat(((UpdateHost) plan.changes().get(0)).patch().setMacros()).containsOnlyKeys("{$URL}");
    }

    @Test
    @DisplayName("Invariant 8: of wanted objects whose names clash one is made, and the others are named and left out")
    void clashesAreLeftOut() {
        DesiredHost other = named("SCHOOL", "Another", "other");
        DesiredHost shown = named("third", "A SCHOOL", "third");
        DesiredHost template = named("t", "Template", "fourth");
        DesiredState state = desired(HOST, other, shown, template, named("last", "Last", "last"));

        assertThat(plan(state, nothing).describe())
                .contains("create host school", "create host last")
                .hasSize(4);
        assertThat(state.leftOut())
                .extracting(LeftOut::describe)
                .containsExactly(
                        "host SCHOOL: a template or another wanted host has this name, or one that differs by case only",
                        "host third: another wanted host has its visible name 'A SCHOOL'",
                        "host t: a template or another wanted host has this name, or one that differs by case only");
        assertThat(state.leftOut()).extracting(LeftOut::owner).containsOnly("acme");
    }

    @Test
    @DisplayName("Invariant 8: an object that cannot be described costs no other, and what Zabbix has of it stays")
    void whatCannotBeDescribedIsLeftOut() {
        DesiredHost one = named("one", "One", "one");
        DesiredHost two = named("two", "Two", "two");
        DesiredStateBuilder builder = new DesiredStateBuilder();
        builder.host("acme", "two", identity("two"), () -> {
            throw new StringIndexOutOfBoundsException("begin 0, end -2, length 4");
        });
        builder.host("acme", "x".repeat(129), identity("three"), () -> named("x".repeat(129), "Three", "three"));
        builder.host("acme", "one", identity("one"), () -> one);
        builder.object("acme", ObjectKind.USER_GROUP, "readers", () -> new DesiredUserGroup("\uD83D", true, Set.of()));
        DesiredState state = builder.state(List.of(TEMPLATE));

        assertThat(state.leftOut())
                .extracting(left -> left.object() + " of " + left.owner())
                .containsExactly(
                        "host two of acme", "host " + "x".repeat(129) + " of acme", "user group readers of acme");
        assertThat(plan(state, nothing).describe())
                .containsExactly("create host group G", "import template T", "create host one");
        assertThat(plan(state, current(applied(one), applied(two))).describe()).isEmpty();
    }

    private static DesiredHost named(String name, String visible, String instance) {
        return new DesiredHost(name, visible, true, Set.of("G"), Set.of("T"), identity(instance), Map.of(), "");
    }

    private static Set<HostTag> identity(String instance) {
        return Set.of(new HostTag("tenant", "acme"), new HostTag("instance", instance));
    }

    @Test
    @DisplayName("Invariant 8: a host of which more is declared than one macro holds is settled like any other")
    void manyDeclarations() {
        Set<HostTag> tags = IntStream.range(0, 1_000)
                .mapToObj(i -> new HostTag("moodle", "tag " + i))
                .collect(Collectors.toSet());
        DesiredHost many = new DesiredHost("school", "A", true, Set.of("G"), Set.of("T"), tags, Map.of(), "");
        CreateHost create = (CreateHost) plan(desired(many), nothing).changes().get(2);

        assertThat(create.host().macros().values())
                .allSatisfy(value -> assertThat(value).hasSizeLessThanOrEqualTo(2048));
        CurrentHost ours = with(
                applied(many),
                applied(many).groups(),
                applied(many).templates(),
                create.host().tags(),
                macros(create.host().macros()));
        assertThat(plan(desired(many), current(ours)).describe()).isEmpty();
        DesiredHost few = new DesiredHost("school", "A", true, Set.of("G"), Set.of("T"), Set.of(), Map.of(), "");
        assertThat(((UpdateHost) plan(desired(few), current(ours)).changes().get(0)).patch())
                .satisfies(patch -> {
                    assertThat(patch.tags().remove()).hasSize(1_000);
                    assertThat(patch.removeMacros()).hasSize(4);
                });
    }

    private static List<CurrentMacro> macros(Map<String, String> macros) {
        return macros.entrySet().stream()
                .map(macro -> new CurrentMacro(macro.getKey(), macro.getKey(), macro.getValue()))
                .toList();
    }

    @Test
    @DisplayName("Invariant 8: a name that differs from a stranger's by case only is a conflict, and the plan goes on")
    void namesThatDifferByCase() {
        CurrentState state =
                new CurrentState(Set.of("G"), Map.of(), List.of(), Set.of("SCHOOL"), Set.of("a second SCHOOL"));
        DesiredHost second = named("second", "A second school", "second");

        assertThat(plan(desired(HOST, second, named("third", "Third", "third")), state)
                        .describe())
                .containsExactly(
                        "import template T",
                        "create host third",
                        "CONFLICT host school exists but is not ours (it lacks the tag managed-by=pt-fleet)",
                        "CONFLICT host second: its visible name 'A second school' is taken by a host that is not ours");
        CurrentHost ours = applied(HOST);
        CurrentState both = new CurrentState(
                Set.of("G"),
                Map.of("T", new CurrentTemplate("uuid-t", "hash-1")),
                List.of(ours),
                Set.of("SCHOOL"),
                Set.of());
        assertThat(plan(desired(HOST), both).describe()).isEmpty();
    }

    @Test
    void twoRemovedHostsThatBeginAlikeAreShownApart() {
        CurrentHost one = applied(named("x".repeat(127) + "1", "One", "one"));
        CurrentHost other = applied(named("x".repeat(127) + "2", "Two", "two"));
        assertThat(plan(desired(), current(one, other)).changes())
                .extracting(
                        change -> ((DisableHost) change).patch().visibleName().orElseThrow())
                .doesNotHaveDuplicates()
                .allMatch(NameLimit.VISIBLE_HOST::holds);
    }

    private static DesiredState desired(DesiredHost... hosts) {
        return new DesiredState(Set.of("G"), List.of(TEMPLATE), List.of(hosts));
    }

    private static Plan plan(DesiredState desired, CurrentState current) {
        return new HostPlanner(desired, current, MARK, GRACE, NOW).plan();
    }

    private static CurrentState state(
            Set<String> groups, Map<String, CurrentTemplate> templates, List<CurrentHost> owned) {
        return new CurrentState(groups, templates, owned, Set.of(), Set.of());
    }

    private static CurrentState current(CurrentHost... owned) {
        return state(Set.of("G"), Map.of("T", new CurrentTemplate("uuid-t", "hash-1")), List.of(owned));
    }

    /** The host as Zabbix has it after an apply. */
    private static CurrentHost applied(DesiredHost host) {
        return new CurrentHost(
                "7",
                host.name(),
                host.visibleName(),
                host.enabled(),
                host.description(),
                Map.of("G", "1"),
                Map.of("T", "2"),
                plus(host.tags(), MARK.hostTag()),
                List.of(
                        new CurrentMacro("3", "{$URL}", "https://a"),
                        new CurrentMacro(
                                "4",
                                MARK.declaredMacro(),
                                DeclaredFingerprints.of(host).toString())),
                encryption(host));
    }

    private static CurrentHost removedAt(CurrentHost host, Instant when) {
        HostTag mark = new HostTag(HostTag.REMOVED_AT, String.valueOf(when.getEpochSecond()));
        return new CurrentHost(
                host.hostId(),
                host.name(),
                host.visibleName(),
                false,
                host.description(),
                host.groups(),
                host.templates(),
                plus(host.tags(), mark),
                host.macros(),
                host.encryption());
    }

    private static CurrentHost with(
            CurrentHost host,
            Map<String, String> groups,
            Map<String, String> templates,
            Set<HostTag> tags,
            List<CurrentMacro> macros) {
        return new CurrentHost(
                host.hostId(),
                host.name(),
                host.visibleName(),
                host.enabled(),
                host.description(),
                groups,
                templates,
                tags,
                macros,
                host.encryption());
    }

    private static DesiredHost instance(String name, String instance) {
        return new DesiredHost(
                name,
                "Site " + name,
                true,
                Set.of("G"),
                Set.of("T"),
                Set.of(new HostTag("tenant", "acme"), new HostTag("instance", instance)),
                HOST.macros(),
                HOST.description());
    }

    private static DesiredHost sent(SenderEncryption senders) {
        return new DesiredHost(
                HOST.name(),
                HOST.visibleName(),
                HOST.enabled(),
                HOST.groups(),
                HOST.templates(),
                HOST.tags(),
                HOST.macros(),
                HOST.description(),
                Optional.of(senders));
    }

    /** What Zabbix tells of it. */
    private static Map<String, String> encryption(DesiredHost host) {
        Map<String, String> told = new HashMap<>(PLAIN);
        host.senders().ifPresent(senders -> told.putAll(senders.properties()));
        told.keySet().retainAll(PLAIN.keySet());
        return told;
    }

    private static Map<String, String> plus(Map<String, String> all, String name, String id) {
        Map<String, String> more = new HashMap<>(all);
        more.put(name, id);
        return more;
    }

    private static Set<HostTag> plus(Set<HostTag> all, HostTag one) {
        Set<HostTag> more = new HashSet<>(all);
        more.add(one);
        return more;
    }

    private static List<CurrentMacro> plus(List<CurrentMacro> all, CurrentMacro one) {
        List<CurrentMacro> more = new ArrayList<>(all);
        more.add(one);
        return more;
    }
}

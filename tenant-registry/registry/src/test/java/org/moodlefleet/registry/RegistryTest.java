package org.moodlefleet.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.moodlefleet.registry.RegistryFixture.LYON;
import static org.moodlefleet.registry.RegistryFixture.await;
import static org.moodlefleet.registry.RegistryFixture.draft;
import static org.moodlefleet.registry.RegistryFixture.instance;
import static org.moodlefleet.registry.RegistryFixture.listed;

import io.vertx.core.Future;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.moodlefleet.document.Language;
import org.moodlefleet.document.Violation;
import org.moodlefleet.model.Group;
import org.moodlefleet.model.Instance;
import org.moodlefleet.model.Members;
import org.moodlefleet.model.Password;
import org.moodlefleet.model.Tenant;
import org.moodlefleet.model.access.Caller;
import org.moodlefleet.registry.RefusedException.Reason;
import org.moodlefleet.registry.RegistryChange.Kind;
import org.moodlefleet.registry.RegistryChange.OfGroup;
import org.moodlefleet.registry.RegistryChange.OfInstance;
import org.moodlefleet.registry.RegistryChange.OfTenant;
import org.moodlefleet.registry.store.UnreadableSecretException;

class RegistryTest {

    @TempDir
    Path folder;

    RegistryFixture fixture;
    private final List<RegistryChange> heard = new CopyOnWriteArrayList<>();

    @BeforeEach
    void open() {
        fixture = fixture(folder);
        fixture.registry().onChange(heard::add);
    }

    /** On H2; a subclass runs the same tests elsewhere. */
    RegistryFixture fixture(Path folder) {
        return new RegistryFixture(folder);
    }

    @AfterEach
    void close() throws Exception {
        fixture.close();
    }

    @Test
    void keepsItsIdentityWhichNoOtherHas(@TempDir Path elsewhere) throws Exception {
        String identity = RegistryFixture.await(fixture.registry().identity());
        assertThat(identity).matches("[0-9a-f]{12}");

        fixture.restart();

        assertThat(RegistryFixture.await(fixture.registry().identity())).isEqualTo(identity);
        try (RegistryFixture other = new RegistryFixture(elsewhere)) {
            assertThat(RegistryFixture.await(other.registry().identity())).isNotEqualTo(identity);
        }
    }

    @Test
    void tellsEveryCommittedChangeInItsOrder() {
        Tenant lyon = fixture.put(LYON).value();
        Instance mistral = fixture.put(draft("lyon", "mistral")).value();
        Group group = fixture.put(listed("lyon", "lycees", "mistral")).value();
        Tenant renamed = fixture.put(new Tenant("lyon", "Lyon", Language.FR, 0)).value();

        assertThat(heard)
                .containsExactly(
                        new OfTenant(Kind.ADDED, null, lyon),
                        new OfInstance(Kind.ADDED, null, mistral),
                        new OfGroup(Kind.ADDED, null, group),
                        new OfTenant(Kind.CHANGED, lyon, renamed));
    }

    @Test
    void tellsConcurrentChangesInTheOrderOfTheirVersions() {
        fixture.put(LYON);
        heard.clear();

        List<Future<Written<Instance>>> puts = IntStream.range(0, 40)
                .mapToObj(i -> fixture.registry()
                        .change(transaction -> transaction.put(draft("lyon", "school-" + i), Precondition.NONE)))
                .toList();
        await(Future.all(puts));

        assertThat(heard).hasSize(40);
        assertThat(heard)
                .extracting(change -> ((OfInstance) change).instance().version())
                .isSorted();
    }

    @Test
    void saysNothingWhenNothingHasChanged() {
        fixture.put(LYON);
        fixture.put(draft("lyon", "mistral"));
        heard.clear();

        assertThat(fixture.put(LYON).outcome()).isEqualTo(Outcome.UNCHANGED);
        assertThat(fixture.put(draft("lyon", "mistral")).outcome()).isEqualTo(Outcome.UNCHANGED);
        assertThat(heard).isEmpty();
    }

    @Test
    void tellsOfAnotherPassword() {
        fixture.put(LYON);
        Instance before = fixture.put(draft("lyon", "mistral")).value();
        heard.clear();

        fixture.put(new InstanceDraft(instance("lyon", "mistral"), new Password.Plain("another")));

        Instance now = await(fixture.registry().instance("lyon", "mistral"));
        assertThat(heard).containsExactly(new OfInstance(Kind.CHANGED, before, now));
        assertThat(now.version()).isGreaterThan(before.version());
    }

    @Test
    void oneFailingConsumerDoesNotSilenceTheOthers() {
        fixture.registry().onChange(change -> {
            throw new IllegalStateException("a consumer of this test");
        });
        List<RegistryChange> last = new CopyOnWriteArrayList<>();
        fixture.registry().onChange(last::add);

        fixture.put(LYON);

        assertThat(last).hasSize(1);
    }

    @Test
    void keepsNothingOfAChangeThatFailsHalfway() {
        RefusedException refusal = refusal(fixture.registry()
                .change(transaction -> transaction
                        .put(LYON, Precondition.NONE)
                        .compose(done -> transaction.put(draft("lyon", "mistral"), Precondition.NONE))
                        .compose(done -> transaction.put(draft("nowhere", "mistral"), Precondition.NONE))));

        assertThat(refusal.reason()).isEqualTo(Reason.NOT_FOUND);
        assertThat(await(fixture.registry().tenants())).isEmpty();
        assertThat(await(fixture.registry().instances())).isEmpty();
        assertThat(heard).isEmpty();
    }

    @Test
    void aRehearsalShowsTheOutcomeAndKeepsNothing() {
        Written<Tenant> shown = await(
                fixture.registry().dryRun(Caller.PROGRAM, transaction -> transaction.put(LYON, Precondition.NONE)));

        assertThat(shown.outcome()).isEqualTo(Outcome.CREATED);
        assertThat(await(fixture.registry().tenants())).isEmpty();
        assertThat(heard).isEmpty();
    }

    @Test
    void refusesAChangeOfWhatSomebodyElseHasChanged() {
        long read = fixture.put(LYON).value().version();
        fixture.put(new Tenant("lyon", "Changed meanwhile", Language.FR, 0));

        Precondition asRead = Precondition.versions(Set.of(read));
        RefusedException refusal = refusal(fixture.registry()
                .change(transaction -> transaction.put(new Tenant("lyon", "Mine", Language.FR, 0), asRead)));

        assertThat(refusal.reason()).isEqualTo(Reason.OUTDATED);
        assertThat(await(fixture.registry().tenant("lyon")).name()).isEqualTo("Changed meanwhile");
    }

    @Test
    void aRecreatedObjectNeverRepeatsAVersion() {
        long first = fixture.put(LYON).value().version();
        await(fixture.registry().change(transaction -> transaction.removeTenant("lyon", false, Precondition.NONE)));

        assertThat(fixture.put(LYON).value().version()).isGreaterThan(first);
    }

    @Test
    @DisplayName("Two changes that rest on the same reading: one is made, the other refused")
    void oneOfTwoRacingChangesWins() {
        long read = fixture.put(LYON).value().version();
        Precondition asRead = Precondition.versions(Set.of(read));
        List<Future<Written<Tenant>>> racing = IntStream.range(0, 8)
                .mapToObj(i -> fixture.registry()
                        .change(transaction -> transaction.put(new Tenant("lyon", "Try " + i, Language.FR, 0), asRead)))
                .toList();

        await(Future.join(racing).otherwiseEmpty());

        assertThat(racing.stream().filter(Future::succeeded)).hasSize(1);
    }

    @Test
    void aTenantWithInstancesIsOnlyRemovedInCascade() {
        fixture.put(LYON);
        fixture.put(draft("lyon", "mistral"));
        fixture.put(listed("lyon", "lycees", "mistral"));
        heard.clear();

        RefusedException refusal = refusal(
                fixture.registry().change(transaction -> transaction.removeTenant("lyon", false, Precondition.NONE)));
        assertThat(refusal.reason()).isEqualTo(Reason.CONFLICT);
        assertThat(await(fixture.registry().groups())).hasSize(1);

        await(fixture.registry().change(transaction -> transaction.removeTenant("lyon", true, Precondition.NONE)));
        assertThat(await(fixture.registry().tenants())).isEmpty();
        assertThat(heard)
                .extracting(RegistryChange::kind)
                .containsOnly(Kind.REMOVED)
                .hasSize(3);
        assertThat(heard.get(2)).isInstanceOf(OfTenant.class);
    }

    @Test
    void aRemovedInstanceLeavesTheGroupsThatListIt() {
        fixture.put(LYON);
        fixture.put(draft("lyon", "mistral"));
        fixture.put(draft("lyon", "saxe"));
        fixture.put(listed("lyon", "lycees", "mistral", "saxe"));
        heard.clear();

        await(fixture.registry()
                .change(transaction -> transaction.removeInstance("lyon", "mistral", Precondition.NONE)));

        Group left = await(fixture.registry().group("lyon", "lycees"));
        assertThat(left.members()).isEqualTo(new Members.Listed(List.of("saxe")));
        assertThat(heard).hasSize(2);
    }

    @Test
    void groupsByTagFollowTheTagsOfInstances() {
        fixture.put(LYON);
        fixture.put(draft("lyon", "mistral", "lycee"));
        fixture.put(draft("lyon", "primary"));
        fixture.put(new Tenant("paris", "Paris", Language.FR, 0));
        fixture.put(draft("paris", "voltaire", "lycee"));
        Group group = fixture.put(new Group("lyon", "lycees", "Lycées", new Members.Tagged("lycee"), 0))
                .value();

        assertThat(await(fixture.registry().members(group)))
                .extracting(Instance::id)
                .containsExactly("mistral");
    }

    @Test
    void aGroupOfGroupsHasTheirInstancesOnce() {
        fixture.put(LYON);
        fixture.put(draft("lyon", "mistral", "east"));
        fixture.put(draft("lyon", "saxe", "east"));
        fixture.put(draft("lyon", "ampere"));
        fixture.put(draft("lyon", "other"));
        fixture.put(listed("lyon", "lycees", "ampere", "mistral"));
        fixture.put(new Group("lyon", "east", "East", new Members.Tagged("east"), 0));
        fixture.put(nested("inner", "lycees"));
        Group all = fixture.put(nested("all", "inner", "east")).value();

        assertThat(await(fixture.registry().members(all)))
                .extracting(Instance::id)
                .containsExactly("ampere", "mistral", "saxe");
        assertThat(await(fixture.registry().group("lyon", "all"))).isEqualTo(all);
    }

    @Test
    void groupsDoNotGoInCirclesNorReachOtherTenants() {
        fixture.put(LYON);
        fixture.put(new Tenant("paris", "Paris", Language.FR, 0));
        fixture.put(listed("paris", "theirs"));
        fixture.put(listed("lyon", "a"));
        fixture.put(nested("b", "a"));
        fixture.put(nested("c", "b"));

        assertThat(refusalOf(nested("a", "c")).violations())
                .extracting(Violation::toString)
                .containsExactly("/members/groups/0: is a group that has this one among its members; leave it out");
        assertThat(refusalOf(nested("d", "b", "d")).violations())
                .extracting(Violation::pointer)
                .containsExactly("/members/groups/1");
        assertThat(refusalOf(nested("d", "theirs")).violations())
                .extracting(Violation::toString)
                .containsExactly(
                        "/members/groups/0: is no group of the tenant; write the id of another group of tenant lyon");
    }

    @Test
    void aRemovedGroupLeavesTheGroupsThatItIsIn() {
        fixture.put(LYON);
        fixture.put(listed("lyon", "a"));
        fixture.put(listed("lyon", "b"));
        fixture.put(nested("all", "a", "b"));
        heard.clear();

        await(fixture.registry().change(transaction -> transaction.removeGroup("lyon", "a", Precondition.NONE)));

        assertThat(await(fixture.registry().group("lyon", "all")).members())
                .isEqualTo(new Members.Nested(List.of("b")));
        assertThat(heard).hasSize(2);
    }

    private static Group nested(String id, String... groups) {
        return new Group("lyon", id, "Group " + id, new Members.Nested(List.of(groups)), 0);
    }

    private RefusedException refusalOf(Group group) {
        return refusal(fixture.registry().change(transaction -> transaction.put(group, Precondition.NONE)));
    }

    @Test
    void oneZabbixHostBelongsToOneInstance() {
        fixture.put(LYON);
        fixture.put(new Tenant("paris", "Paris", Language.FR, 0));
        fixture.put(draft("lyon", "mistral"));
        Instance original = instance("lyon", "mistral");
        Instance twin = new Instance(
                "paris",
                "copy",
                "Copy",
                original.baseUrl(),
                original.host(),
                original.database(),
                "mdl_",
                null,
                true,
                List.of(),
                original.settings(),
                0);

        RefusedException refusal = refusal(fixture.registry()
                .change(transaction ->
                        transaction.put(new InstanceDraft(twin, RegistryFixture.PASSWORD), Precondition.NONE)));

        assertThat(refusal.reason()).isEqualTo(Reason.CONFLICT);
        assertThat(refusal.violations()).extracting("pointer").containsExactly("/host");
    }

    @Test
    void resolvesPasswordsWhereverTheyAre() throws IOException {
        Path file = Files.writeString(folder.resolve("secret"), "from file\n");
        fixture.put(LYON);

        assertThat(passwordOf(RegistryFixture.PASSWORD)).isEqualTo("correct horse battery");
        assertThat(passwordOf(new Password.FromEnvironment("DB_PASSWORD"))).isEqualTo("from env");
        assertThat(passwordOf(new Password.FromFile(file.toString()))).isEqualTo("from file");
    }

    @Test
    void saysWhereAReferenceLeadsNowhere() {
        fixture.put(LYON);
        fixture.put(new InstanceDraft(instance("lyon", "mistral"), new Password.FromEnvironment("UNSET")));

        UnreadableSecretException failure = catchThrowableOfType(
                UnreadableSecretException.class, () -> await(fixture.registry().resolvePassword("lyon", "mistral")));

        assertThat(failure).hasMessageContaining("UNSET").hasMessageContaining("lyon/mistral");
    }

    @Test
    void aRestartKeepsEverything() {
        Tenant lyon = fixture.put(LYON).value();
        Instance mistral = fixture.put(draft("lyon", "mistral", "lycee")).value();
        Group group = fixture.put(listed("lyon", "lycees", "mistral")).value();

        fixture.restart();

        assertThat(await(fixture.registry().tenants())).containsExactly(lyon);
        assertThat(await(fixture.registry().instances())).containsExactly(mistral);
        assertThat(await(fixture.registry().groups())).containsExactly(group);
        assertThat(await(fixture.registry().resolvePassword("lyon", "mistral"))).isEqualTo("correct horse battery");
        assertThat(fixture.put(draft("lyon", "saxe")).value().version()).isGreaterThan(group.version());
    }

    private String passwordOf(Password password) {
        fixture.put(new InstanceDraft(instance("lyon", "mistral"), password));
        return await(fixture.registry().resolvePassword("lyon", "mistral"));
    }

    private static RefusedException refusal(Future<?> work) {
        return catchThrowableOfType(RefusedException.class, () -> await(work));
    }
}

package org.moodlefleet.registry.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.moodlefleet.registry.RegistryFixture.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.moodlefleet.document.DocumentException;
import org.moodlefleet.document.Violation;
import org.moodlefleet.model.Instance;
import org.moodlefleet.model.Tenant;
import org.moodlefleet.model.access.Caller;
import org.moodlefleet.registry.Outcome;
import org.moodlefleet.registry.RefusedException;
import org.moodlefleet.registry.RegistryChange;
import org.moodlefleet.registry.RegistryFixture;
import org.moodlefleet.registry.fleet.FleetChange.Type;

class FleetApplicationTest {

    private static final String FLEET = """
            tenants:
              - id: lyon
                name: City of Lyon
                language: fr
                instances:
                  - id: mistral
                    name: Lycée Mistral
                    baseUrl: https://mistral.lyon.example/moodle/
                    database: {engine: mariadb, host: db1, name: mistral, user: reader, password: {value: "first 123"}}
                    tags: [lycee, public]
                    settings: {allowedCronPeriod: 2h, targetVersion: 2024100700.00}
                  - id: saxe
                    name: Lycée Saxe
                    baseUrl: https://saxe.lyon.example
                    database: {engine: postgresql, host: db2, name: saxe, user: reader, password: {env: DB_PASSWORD}}
                    timezone: Europe/Paris
                groups:
                  - {id: lycees, name: Lycées, members: {instances: [mistral, saxe]}}
                  - {id: tagged, name: With the tag, members: {tag: lycee}}
              - {id: paris, name: City of Paris}
            """;

    @TempDir
    Path folder;

    private RegistryFixture fixture;
    private final List<RegistryChange> heard = new CopyOnWriteArrayList<>();

    RegistryFixture fixture(Path folder) {
        return new RegistryFixture(folder);
    }

    @BeforeEach
    void open() {
        fixture = fixture(folder);
        fixture.registry().onChange(heard::add);
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void createsWhatTheFileNames() {
        assertThat(apply(FLEET, false))
                .containsExactly(
                        new FleetChange(Type.TENANT, "lyon", "lyon", Outcome.CREATED),
                        new FleetChange(Type.INSTANCE, "lyon", "mistral", Outcome.CREATED),
                        new FleetChange(Type.INSTANCE, "lyon", "saxe", Outcome.CREATED),
                        new FleetChange(Type.GROUP, "lyon", "lycees", Outcome.CREATED),
                        new FleetChange(Type.GROUP, "lyon", "tagged", Outcome.CREATED),
                        new FleetChange(Type.TENANT, "paris", "paris", Outcome.CREATED));

        Instance mistral = await(fixture.registry().instance("lyon", "mistral"));
        assertThat(mistral.baseUrl()).isEqualTo("https://mistral.lyon.example/moodle");
        assertThat(mistral.host()).isEqualTo("mistral.lyon.example_moodle");
        assertThat(mistral.database().port()).isEqualTo(3306);
        assertThat(await(fixture.registry().instance("lyon", "saxe")).database().schema())
                .isEqualTo("public");
        assertThat(await(fixture.registry().resolvePassword("lyon", "saxe"))).isEqualTo("from env");
    }

    @Test
    void aGroupOfGroupsMayStandBeforeTheseInTheFile() {
        String nested = FLEET.replace(
                "groups:\n", "groups:\n      - {id: all, name: All, members: {groups: [lycees, tagged]}}\n");

        assertThat(apply(nested, true)).contains(new FleetChange(Type.GROUP, "lyon", "all", Outcome.CREATED));
        assertThat(apply(nested, true)).hasSize(7).allMatch(change -> change.outcome() == Outcome.UNCHANGED);
        assertThat(apply(FLEET, true)).contains(new FleetChange(Type.GROUP, "lyon", "all", Outcome.REMOVED));
    }

    @Test
    void applyingTheSameFileAgainChangesNothing() {
        apply(FLEET, true);
        fixture.restart();
        fixture.registry().onChange(heard::add);
        heard.clear();

        assertThat(apply(FLEET, true)).hasSize(6).allMatch(change -> change.outcome() == Outcome.UNCHANGED);
        assertThat(heard).isEmpty();
    }

    @Test
    void changesOnlyWhatDiffers() {
        apply(FLEET, false);
        heard.clear();

        List<FleetChange> changes = apply(FLEET.replace("first 123", "second 123"), false);

        assertThat(changes.stream().filter(change -> change.outcome() != Outcome.UNCHANGED))
                .containsExactly(new FleetChange(Type.INSTANCE, "lyon", "mistral", Outcome.CHANGED));
        assertThat(heard).hasSize(1);
        assertThat(await(fixture.registry().resolvePassword("lyon", "mistral"))).isEqualTo("second 123");
    }

    @Test
    void keepsWhatTheFileDoesNotNameUnlessItPrunes() {
        apply(FLEET, false);
        String smaller = """
                tenants:
                  - id: lyon
                    name: City of Lyon
                    language: fr
                    instances:
                      - id: mistral
                        name: Lycée Mistral
                        baseUrl: https://mistral.lyon.example/moodle/
                        database: {engine: mariadb, host: db1, name: mistral, user: reader}
                        tags: [lycee, public]
                        settings: {allowedCronPeriod: 2h, targetVersion: 2024100700.00}
                    groups:
                      - {id: lycees, name: Lycées, members: {instances: [mistral]}}
                """;

        assertThat(apply(smaller, false)).noneMatch(change -> change.outcome() == Outcome.REMOVED);
        assertThat(await(fixture.registry().instances())).hasSize(2);

        assertThat(apply(smaller, true))
                .filteredOn(change -> change.outcome() == Outcome.REMOVED)
                .containsExactlyInAnyOrder(
                        new FleetChange(Type.TENANT, "paris", "paris", Outcome.REMOVED),
                        new FleetChange(Type.GROUP, "lyon", "tagged", Outcome.REMOVED),
                        new FleetChange(Type.INSTANCE, "lyon", "saxe", Outcome.REMOVED));
        assertThat(await(fixture.registry().tenants())).extracting(Tenant::id).containsExactly("lyon");
        assertThat(await(fixture.registry().resolvePassword("lyon", "mistral"))).isEqualTo("first 123");
    }

    @Test
    void aPrunedInstanceFreesItsHostNameForAnother() {
        apply(FLEET, false);

        String moved = FLEET.replace("id: saxe\n", "id: saxe-new\n").replace("[mistral, saxe]", "[mistral, saxe-new]");
        apply(moved, true);

        assertThat(await(fixture.registry().instances()))
                .extracting(Instance::id)
                .containsExactly("mistral", "saxe-new");
    }

    @Test
    void aDryRunShowsTheSameAndKeepsNothing() {
        List<FleetChange> shown =
                await(FleetApplication.apply(fixture.registry(), Caller.PROGRAM, read(FLEET), true, true));

        assertThat(await(fixture.registry().tenants())).isEmpty();
        assertThat(heard).isEmpty();
        assertThat(apply(FLEET, true)).isEqualTo(shown);
    }

    @Test
    void oneWrongMemberKeepsTheWholeFileOut() {
        String wrong = FLEET.replace("[mistral, saxe]", "[mistral, sax]");

        RefusedException refusal = catchThrowableOfType(RefusedException.class, () -> apply(wrong, false));

        assertThat(refusal.violations())
                .extracting(Violation::toString)
                .containsExactly("/tenants/0/groups/0/members/instances/1: is no instance of the tenant"
                        + "; write the id of an instance of tenant lyon");
        assertThat(await(fixture.registry().tenants())).isEmpty();
    }

    @Test
    void reportsTheViolationsOfAllObjectsAtOnce() throws Exception {
        String wrong = FLEET.replace("engine: mariadb", "engine: oracle")
                .replace("Europe/Paris", "Europe/Lyon")
                .replace("id: paris", "id: Paris!");
        Path file = Files.writeString(folder.resolve("fleet.yaml"), wrong);

        DocumentException refusal =
                catchThrowableOfType(DocumentException.class, () -> DocumentReading.fleetFile(file));

        assertThat(refusal.violations())
                .extracting(Violation::pointer)
                .containsExactly(
                        "/tenants/0/instances/0/database/engine", "/tenants/0/instances/1/timezone", "/tenants/1/id");
        assertThat(refusal.violations()).allMatch(violation -> !violation.hint().isEmpty());
    }

    @Test
    void refusesTwoObjectsOfOneName() {
        String twice = FLEET.replace("id: paris", "id: lyon").replace("id: saxe\n", "id: mistral\n");

        RefusedException refusal = catchThrowableOfType(RefusedException.class, () -> read(twice));

        assertThat(refusal.violations())
                .extracting(Violation::pointer)
                .containsExactly("/tenants/0/instances/1/id", "/tenants/1/id");
    }

    @Test
    void aMissingFileIsSaidToBeMissing() {
        DocumentException refusal = catchThrowableOfType(
                DocumentException.class, () -> DocumentReading.fleetFile(folder.resolve("none.yaml")));

        assertThat(refusal).hasMessageContaining("none.yaml").hasMessageContaining("no such file");
    }

    private List<FleetChange> apply(String fleet, boolean prune) {
        return await(FleetApplication.apply(fixture.registry(), Caller.PROGRAM, read(fleet), prune, false));
    }

    private static List<TenantDraft> read(String fleet) {
        try {
            return Drafting.fleet(DocumentReading.yaml("fleet.yaml", fleet, FleetDocument.class));
        } catch (DocumentException e) {
            throw new AssertionError(e);
        }
    }
}

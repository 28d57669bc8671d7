package org.moodlefleet.service;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.Slice;
import java.util.Map;
import java.util.TreeMap;
import org.assertj.core.api.Assertions;
import org.moodlefleet.document.InvalidValueException;
import org.moodlefleet.document.Violation;

/** The directions of dependencies between the modules, that no packages form a cycle, and that none grows too large. */
@AnalyzeClasses(
        packages = "org.moodlefleet",
        importOptions = {ImportOption.DoNotIncludeTests.class, ArchitectureTest.NoTestJars.class})
class ArchitectureTest {

    /** A module's tests come as a jar where other modules' tests rest on them. */
    static final class NoTestJars implements ImportOption {

        @Override
        public boolean includes(Location location) {
            return !location.contains("-tests.jar");
        }
    }

    private static final String DOCUMENTS = "org.moodlefleet.document..";
    private static final String MODEL = "org.moodlefleet.model..";
    private static final String ZABBIX = "org.moodlefleet.zabbix..";
    private static final String REGISTRY = "org.moodlefleet.registry..";
    private static final String CONFIG_API = "org.moodlefleet.configapi..";
    private static final String COLLECTOR = "org.moodlefleet.collector..";
    private static final String MEASURES = "org.moodlefleet.collector.measure..";
    private static final String CONSOLIDATION = "org.moodlefleet.consolidation..";
    private static final String SERVICE = "org.moodlefleet.service..";
    private static final String TESTBED = "org.moodlefleet.testbed..";

    /** Files of a package, its package-info aside. */
    private static final int MOST_CLASSES = 26;

    @ArchTest
    static final ArchRule documentsStandAlone = sees(DOCUMENTS, "com.fasterxml.jackson..", "org.yaml.snakeyaml..");

    @ArchTest
    static final ArchRule theModelIsALeaf = sees(MODEL, DOCUMENTS);

    @ArchTest
    static final ArchRule theZabbixClientKnowsNothingOfMoodleAndTenants = sees(
            ZABBIX,
            DOCUMENTS,
            "io.vertx..",
            "com.fasterxml.jackson..",
            "org.yaml.snakeyaml..",
            "io.micrometer..",
            "org.sqlite..",
            "org.bouncycastle..");

    @ArchTest
    static final ArchRule theRegistryKnowsNoOneAbove =
            doesNotSee(REGISTRY, CONFIG_API, COLLECTOR, CONSOLIDATION, SERVICE, TESTBED);

    @ArchTest
    static final ArchRule theConfigApiKnowsTheRegistryOnly =
            doesNotSee(CONFIG_API, COLLECTOR, CONSOLIDATION, SERVICE, TESTBED);

    @ArchTest
    static final ArchRule theCollectorKnowsTheModelOnly =
            doesNotSee(COLLECTOR, REGISTRY, CONFIG_API, CONSOLIDATION, SERVICE, TESTBED);

    @ArchTest
    static final ArchRule consolidationKnowsNoOneAbove = doesNotSee(CONSOLIDATION, CONFIG_API, SERVICE, TESTBED);

    @ArchTest
    static final ArchRule consolidationKnowsTheMeasuresOfTheCollectorOnly = noClasses()
            .that()
            .resideInAPackage(CONSOLIDATION)
            .should()
            .dependOnClassesThat(resideInAPackage(COLLECTOR).and(not(resideInAPackage(MEASURES))));

    @ArchTest
    static final ArchRule testbedSharesNothingWithWhatItJudges =
            doesNotSee(TESTBED, ZABBIX, DOCUMENTS, MODEL, REGISTRY, CONFIG_API, COLLECTOR, CONSOLIDATION, SERVICE);

    @ArchTest
    static final ArchRule theProgramRunsWithoutTheTestbed = doesNotSee(SERVICE, TESTBED);

    @ArchTest
    static final ArchRule everyClassBelongsToAModule = classes()
            .should()
            .resideInAnyPackage(
                    DOCUMENTS, MODEL, ZABBIX, REGISTRY, CONFIG_API, COLLECTOR, CONSOLIDATION, SERVICE, TESTBED);

    @ArchTest
    static final ArchRule onlyTheProgramHasACommandLineAndChoosesALogger = noClasses()
            .that()
            .resideOutsideOfPackage(SERVICE)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("picocli..", "ch.qos.logback..", "net.logstash..");

    /** What the API and commands say has codes; texts without one are for what is wrong with files of the operator's. */
    @ArchTest
    static final ArchRule whatIsSaidToCallersHasCodes = noClasses()
            .that()
            .resideInAnyPackage(
                    MODEL,
                    REGISTRY,
                    CONFIG_API,
                    "org.moodlefleet.service.collection..",
                    "org.moodlefleet.service.command..")
            .and()
            .doNotHaveFullyQualifiedName("org.moodlefleet.service.command.api.ApiRefusal")
            .should()
            .callConstructor(InvalidValueException.class, String.class, String.class, String.class)
            .orShould()
            .callConstructor(Violation.class, String.class, String.class, String.class);

    @ArchTest
    static final ArchRule onlyCommandsKnowTheCommandLine = noClasses()
            .that()
            .resideOutsideOfPackage("org.moodlefleet.service.command..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("picocli..", "org.moodlefleet.service.command..");

    @ArchTest
    static final ArchRule internalPackagesStayInTheirModule = noClasses()
            .that()
            .resideOutsideOfPackage(TESTBED)
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.moodlefleet.testbed..internal..");

    /** Each package is a slice, whatever its depth; of the test bed, whose sites refer to one another, only its parts. */
    @ArchTest
    static final ArchRule noCyclesOfPackages = slices().matching("org.moodlefleet.(**)")
            .that(not(resideInTheTestbed()))
            .should()
            .beFreeOfCycles();

    @ArchTest
    static void noPackageIsADrawer(JavaClasses all) {
        Map<String, Integer> sizes = new TreeMap<>();
        for (JavaClass one : all) {
            // rows of a Moodle's tables and oracles of its measures: one small file for each
            if (!one.getPackageName().startsWith("org.moodlefleet.testbed") && one.isTopLevelClass()) {
                sizes.merge(one.getPackageName(), 1, Integer::sum);
            }
        }
        Assertions.assertThat(sizes)
                .allSatisfy((name, size) -> Assertions.assertThat(size).as(name).isLessThanOrEqualTo(MOST_CLASSES));
    }

    private static DescribedPredicate<Slice> resideInTheTestbed() {
        return DescribedPredicate.describe(
                "of the test bed",
                slice -> slice.stream().anyMatch(one -> one.getPackageName().startsWith("org.moodlefleet.testbed")));
    }

    private static ArchRule sees(String module, String... others) {
        return noClasses()
                .that()
                .resideInAPackage(module)
                .should()
                .dependOnClassesThat(not(resideInAPackage(module))
                        .and(not(resideInAnyPackage(others)))
                        .and(not(resideInAnyPackage("java..", "javax..", "org.slf4j.."))));
    }

    private static ArchRule doesNotSee(String module, String... others) {
        return noClasses()
                .that()
                .resideInAPackage(module)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(others);
    }
}

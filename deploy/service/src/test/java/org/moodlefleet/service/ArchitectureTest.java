package org.moodlefleet.service;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The directions of dependencies between the modules, and that packages form no knots. */
@AnalyzeClasses(packages = "org.moodlefleet", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String[] SERVER_CLIENT = {"org.moodlefleet.zabbix..", "org.moodlefleet.document.."};
    private static final String REGISTRY = "org.moodlefleet.registry..";
    private static final String COLLECTOR = "org.moodlefleet.collector..";
    private static final String CONSOLIDATION = "org.moodlefleet.consolidation..";
    private static final String SERVICE = "org.moodlefleet.service..";
    private static final String TESTBED = "org.moodlefleet.testbed..";

    @ArchTest
    static final ArchRule serverClientKnowsNothingOfMoodleAndTenants = sees(
            SERVER_CLIENT,
            "io.vertx..",
            "com.fasterxml.jackson..",
            "org.yaml.snakeyaml..",
            "io.micrometer..",
            "org.sqlite..",
            "org.bouncycastle..");

    @ArchTest
    static final ArchRule registrySeesServerClientOnly =
            doesNotSee(REGISTRY, COLLECTOR, CONSOLIDATION, SERVICE, TESTBED);

    @ArchTest
    static final ArchRule collectorSeesServerClientOnly =
            doesNotSee(COLLECTOR, REGISTRY, CONSOLIDATION, SERVICE, TESTBED);

    @ArchTest
    static final ArchRule consolidationSeesServerClientOnly =
            doesNotSee(CONSOLIDATION, REGISTRY, COLLECTOR, SERVICE, TESTBED);

    @ArchTest
    static final ArchRule testbedSharesNothingWithWhatItJudges =
            doesNotSee(TESTBED, "org.moodlefleet.zabbix..", "org.moodlefleet.document..", REGISTRY, COLLECTOR, SERVICE);

    @ArchTest
    static final ArchRule theProgramRunsWithoutTheTestbed = doesNotSee(SERVICE, TESTBED);

    @ArchTest
    static final ArchRule everyClassBelongsToAModule = classes()
            .should()
            .resideInAnyPackage(
                    SERVER_CLIENT[0], SERVER_CLIENT[1], REGISTRY, COLLECTOR, CONSOLIDATION, SERVICE, TESTBED);

    @ArchTest
    static final ArchRule onlyTheProgramHasACommandLineAndChoosesALogger = noClasses()
            .that()
            .resideOutsideOfPackage(SERVICE)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("picocli..", "ch.qos.logback..", "net.logstash..");

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

    @ArchTest
    static final ArchRule noKnotsInServerClient =
            slices().matching("org.moodlefleet.zabbix.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule noKnotsInTheRegistry =
            slices().matching("org.moodlefleet.registry.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule noKnotsInTheCollector = slices().matching("org.moodlefleet.collector.(*)..")
            .should()
            .beFreeOfCycles()
            // words of both: a measure's SQL differs by engine, and an answer may not fit a measure
            .ignoreDependency(
                    resideInAPackage("org.moodlefleet.collector.measure"),
                    nameMatching(".*\\.(Engine|MeasureMismatchException)"));

    @ArchTest
    static final ArchRule noKnotsInTheProgram =
            slices().matching("org.moodlefleet.service.(*)..").should().beFreeOfCycles();

    private static ArchRule sees(String[] module, String... libraries) {
        return noClasses()
                .that()
                .resideInAnyPackage(module)
                .should()
                .dependOnClassesThat(not(resideInAnyPackage(module))
                        .and(not(resideInAnyPackage(libraries)))
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

package io.hallpulse.gateway;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The press walks through the rooms in one order, never back. */
@AnalyzeClasses(
        packages = "io.hallpulse",
        importOptions = {ImportOption.DoNotIncludeTests.class, ArchitectureTest.NoTestJars.class})
class ArchitectureTest {
    /** The hardware's test kit comes as a jar. */
    static final class NoTestJars implements ImportOption {
        @Override
        public boolean includes(Location location) {
            return !location.contains("-tests.jar");
        }
    }

    private static final String GATEWAY = "io.hallpulse.gateway";

    @ArchTest
    static final ArchRule ROOMS = layeredArchitecture()
            .consideringOnlyDependenciesInAnyPackage(GATEWAY + "..")
            .withOptionalLayers(true)
            .layer("commands")
            .definedBy(GATEWAY + ".command..", GATEWAY + ".demo..")
            .layer("wiring")
            .definedBy(GATEWAY)
            .layer("screen")
            .definedBy(GATEWAY + ".screen..")
            .layer("account")
            .definedBy(GATEWAY + ".account..")
            .layer("login")
            .definedBy(GATEWAY + ".login..")
            .layer("score")
            .definedBy(GATEWAY + ".score..")
            .layer("broker")
            .definedBy(GATEWAY + ".broker..")
            .layer("ingest")
            .definedBy(GATEWAY + ".ingest..")
            .layer("store")
            .definedBy(GATEWAY + ".store..")
            .layer("clock")
            .definedBy(GATEWAY + ".clock..")
            .layer("fault")
            .definedBy(GATEWAY + ".fault..")
            .layer("config")
            .definedBy(GATEWAY + ".config..")
            .whereLayer("commands")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("wiring")
            .mayOnlyBeAccessedByLayers("commands")
            .whereLayer("screen")
            .mayOnlyBeAccessedByLayers("wiring", "commands")
            .whereLayer("broker")
            .mayOnlyBeAccessedByLayers("wiring")
            .whereLayer("ingest")
            .mayOnlyBeAccessedByLayers("wiring", "broker", "commands")
            .whereLayer("score")
            .mayOnlyBeAccessedByLayers("wiring", "screen", "commands")
            .whereLayer("account")
            .mayOnlyBeAccessedByLayers("screen", "commands")
            .whereLayer("login")
            .mayOnlyBeAccessedByLayers("wiring", "screen", "commands")
            .whereLayer("store")
            .mayOnlyBeAccessedByLayers("wiring", "ingest", "score", "account", "screen", "commands");

    @ArchTest
    static final ArchRule NO_CIRCLES =
            slices().matching(GATEWAY + ".(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule AGENTS_ONLY_IN_THE_DEMO = noClasses()
            .that()
            .resideInAPackage(GATEWAY + "..")
            .and()
            .resideOutsideOfPackage(GATEWAY + ".demo..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.hallpulse.agent..", "io.hallpulse.hardware..");

    @ArchTest
    static final ArchRule NO_CLOCK_OUTSIDE_THE_ADAPTER = noClasses()
            .that()
            .resideInAPackage(GATEWAY + "..")
            .and()
            .doNotBelongToAnyOf(Gateway.class)
            .should()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(java.time.Instant.class, "now")
            .orShould()
            .callMethod(java.time.Clock.class, "systemUTC");

    @ArchTest
    static final ArchRule ALIKE_IN_EVERY_LANGUAGE = noClasses()
            .should()
            .accessTargetWhere(new DefaultLocale())
            .because("numbers, dates and case are the same on every machine; give Locale.ROOT, or the hall's language");

    @ArchTest
    static void modulesOfAllProgramsAreChecked(JavaClasses classes) {
        assertThat(classes.stream().map(JavaClass::getPackageName))
                .contains("io.hallpulse.hardware", "io.hallpulse.contract", "io.hallpulse.agent", GATEWAY);
    }
}

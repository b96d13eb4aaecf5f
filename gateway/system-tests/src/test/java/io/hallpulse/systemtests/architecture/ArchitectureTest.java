package io.hallpulse.systemtests.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;

/** All rules of the architecture, on the production code of all modules. */
@AnalyzeClasses(
        packages = "io.hallpulse",
        importOptions = {ImportOption.DoNotIncludeTests.class, ArchitectureTest.NothingForTests.class})
class ArchitectureTest {
    /** The tests of other modules come as jars or as folders, the test kit as main code. */
    static final class NothingForTests implements ImportOption {
        @Override
        public boolean includes(Location location) {
            return !location.contains("-tests.jar") && !location.contains("/testkit/");
        }
    }

    @ArchTest
    static final ArchTests EVERY_MODULE = ArchTests.in(EveryModuleRules.class);

    @ArchTest
    static final ArchTests HARDWARE = ArchTests.in(HardwareRules.class);

    @ArchTest
    static final ArchTests CONTRACT = ArchTests.in(ContractRules.class);

    @ArchTest
    static final ArchTests RUNTIME = ArchTests.in(RuntimeRules.class);

    @ArchTest
    static final ArchTests DOMAIN = ArchTests.in(DomainRules.class);

    @ArchTest
    static final ArchTests AGENT = ArchTests.in(AgentRules.class);

    @ArchTest
    static final ArchTests SERVER = ArchTests.in(ServerRules.class);

    @ArchTest
    static void modulesOfAllProgramsAreChecked(JavaClasses classes) {
        assertThat(classes.stream().map(JavaClass::getPackageName))
                .contains(
                        "io.hallpulse.hardware",
                        "io.hallpulse.contract",
                        "io.hallpulse.runtime.mqtt",
                        "io.hallpulse.domain.press",
                        "io.hallpulse.agent",
                        "io.hallpulse.gateway");
    }
}

package io.hallpulse.systemtests.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The arrows of this module: it knows no other module, and each library only in its room. */
final class HardwareRules {
    @ArchTest
    static final ArchRule knowsNoOtherModule = noClasses()
            .that()
            .resideInAPackage("io.hallpulse.hardware..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.hallpulse.contract..", "io.hallpulse.agent..", "io.hallpulse.gateway..");

    @ArchTest
    static final ArchRule serialLibraryOnlyInItsRoom = noClasses()
            .that()
            .resideInAPackage("io.hallpulse.hardware..")
            .and()
            .resideOutsideOfPackage("io.hallpulse.hardware.serial..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("jssc..");

    @ArchTest
    static final ArchRule pinLibraryOnlyInItsRoom = noClasses()
            .that()
            .resideInAPackage("io.hallpulse.hardware..")
            .and()
            .resideOutsideOfPackage("io.hallpulse.hardware.gpio..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.pi4j..");

    @ArchTest
    static final ArchRule soundLibraryOnlyInItsRoom = noClasses()
            .that()
            .resideInAPackage("io.hallpulse.hardware..")
            .and()
            .resideOutsideOfPackage("io.hallpulse.hardware.sound..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("javax..");

    @ArchTest
    static final ArchRule protocolsArePure = noClasses()
            .that()
            .resideInAPackage("io.hallpulse.hardware.protocol..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "java.io..",
                    "java.nio.file..",
                    "java.util.concurrent.atomic..",
                    "java.util.concurrent.locks..",
                    "org.slf4j..");

    @ArchTest
    static final ArchRule clockIsReadInOnePlace = noClasses()
            .that()
            .resideInAPackage("io.hallpulse.hardware..")
            .and()
            .doNotHaveSimpleName("KeyInputs")
            .should()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(System.class, "currentTimeMillis");

    @ArchTest
    static final ArchRule roomsFormNoCircle =
            slices().matching("io.hallpulse.hardware.(*)..").should().beFreeOfCycles();
}

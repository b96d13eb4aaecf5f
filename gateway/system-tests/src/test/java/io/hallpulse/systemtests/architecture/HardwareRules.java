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
            .resideInAnyPackage(
                    "io.hallpulse.contract..",
                    "io.hallpulse.runtime..",
                    "io.hallpulse.agent..",
                    "io.hallpulse.gateway..")
            .because("a driver gives raw key codes: let the program that uses it say what they mean");

    @ArchTest
    static final ArchRule serialLibraryOnlyInItsRoom = noClasses()
            .that()
            .resideInAPackage("io.hallpulse.hardware..")
            .and()
            .resideOutsideOfPackage("io.hallpulse.hardware.serial..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("jssc..")
            .because("one room knows the library of serial ports and its faults: take a Wire");

    @ArchTest
    static final ArchRule pinLibraryOnlyInItsRoom = noClasses()
            .that()
            .resideInAPackage("io.hallpulse.hardware..")
            .and()
            .resideOutsideOfPackage("io.hallpulse.hardware.gpio..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.pi4j..")
            .because("one room knows the library of pins and its faults: take Pins");

    @ArchTest
    static final ArchRule soundLibraryOnlyInItsRoom = noClasses()
            .that()
            .resideInAPackage("io.hallpulse.hardware..")
            .and()
            .resideOutsideOfPackage("io.hallpulse.hardware.sound..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("javax..")
            .because("one room knows the library of sounds: take Sounds");

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
                    "org.slf4j..")
            .because("a codec turns bytes into keys and can be tested with bytes: let a port read and write them");

    @ArchTest
    static final ArchRule clockIsReadInOnePlace = noClasses()
            .that()
            .resideInAPackage("io.hallpulse.hardware..")
            .and()
            .doNotHaveSimpleName("KeyInputs")
            .should()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .because("tests move the clock: take a LongSupplier of nanoseconds");

    @ArchTest
    static final ArchRule roomsFormNoCircle = slices().matching("io.hallpulse.hardware.(*)..")
            .should()
            .beFreeOfCycles()
            .because("rooms that need each other are one room: part what both need from them");
}

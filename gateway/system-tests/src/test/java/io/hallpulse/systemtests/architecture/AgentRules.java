package io.hallpulse.systemtests.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.hallpulse.hardware.KeyInput;

/** The rooms stand in the order in which a press walks through them, and time comes from one door. */
final class AgentRules {
    private static final String ROOMS = "io.hallpulse.agent.";

    @ArchTest
    static final ArchRule ROOMS_IN_THE_ORDER_OF_A_PRESS = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("config")
            .definedBy(ROOMS + "config")
            .layer("clock")
            .definedBy(ROOMS + "clock")
            .layer("intake")
            .definedBy(ROOMS + "intake")
            .layer("rating")
            .definedBy(ROOMS + "rating")
            .layer("outbox")
            .definedBy(ROOMS + "outbox")
            .layer("uplink")
            .definedBy(ROOMS + "uplink")
            .layer("trigger")
            .definedBy(ROOMS + "trigger")
            .layer("status")
            .definedBy(ROOMS + "status")
            .layer("remote")
            .definedBy(ROOMS + "remote")
            .layer("start")
            .definedBy(ROOMS + "start")
            .layer("enrol")
            .definedBy(ROOMS + "enrol")
            .layer("trial")
            .definedBy(ROOMS + "trial")
            .layer("wiring")
            .definedBy("io.hallpulse.agent")
            .layer("command")
            .definedBy(ROOMS + "command")
            .whereLayer("clock")
            .mayNotAccessAnyLayer()
            .whereLayer("config")
            .mayNotAccessAnyLayer()
            .whereLayer("intake")
            .mayOnlyAccessLayers("clock", "rating", "outbox")
            .whereLayer("rating")
            .mayOnlyAccessLayers("config", "clock")
            .whereLayer("outbox")
            .mayOnlyAccessLayers("clock", "rating")
            .whereLayer("uplink")
            .mayOnlyAccessLayers("config", "clock", "outbox")
            .whereLayer("trigger")
            .mayOnlyAccessLayers("config", "clock", "rating")
            .whereLayer("status")
            .mayOnlyAccessLayers("config", "clock", "outbox", "uplink")
            .whereLayer("remote")
            .mayOnlyAccessLayers("config", "clock", "uplink")
            .whereLayer("start")
            .mayOnlyAccessLayers("config", "clock", "intake", "rating", "outbox")
            .whereLayer("enrol")
            .mayOnlyAccessLayers("config", "clock", "uplink")
            .whereLayer("trial")
            .mayOnlyAccessLayers("config")
            .whereLayer("command")
            .mayNotBeAccessedByAnyLayer()
            .because(
                    "a press walks intake, rating, outbox, uplink; move what two rooms need into the one they both see");

    @ArchTest
    static final ArchRule OF_OURS_ONLY_HARDWARE_AND_CONTRACT = noClasses()
            .that()
            .resideInAPackage("io.hallpulse.agent..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.hallpulse.gateway..")
            .because("arrows run from the agent to hardware and contract only");

    @ArchTest
    static final ArchRule DEVICES_AT_THE_EDGE = classes()
            .that()
            .areAssignableTo(KeyInput.class)
            .or()
            .areAssignableFrom(KeyInput.class)
            .should()
            .onlyHaveDependentClassesThat()
            .resideInAnyPackage(
                    "io.hallpulse.hardware..",
                    "io.hallpulse.agent",
                    ROOMS + "status",
                    ROOMS + "start",
                    ROOMS + "trial",
                    ROOMS + "command",
                    "io.hallpulse.gateway.demo")
            .because(
                    "rooms behind the edge see presses and answers; hand over a KeyPress or an Answer, not the device");

    @ArchTest
    static final ArchRule RULES_TOUCH_NOTHING_OUTSIDE = noClasses()
            .that()
            .resideInAPackage(ROOMS + "rating")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.sql..", "java.io..", "java.nio..", "java.net..", "org.slf4j..")
            .because("rules are pure; put what they need into the event, and do what they decide in intake");

    @ArchTest
    static final ArchRule TIME_FROM_ONE_DOOR = noClasses()
            .that()
            .resideInAPackage("io.hallpulse.agent..")
            .and()
            .resideOutsideOfPackages(ROOMS + "clock", ROOMS + "command")
            .should()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(java.time.Instant.class, "now")
            .because("tests move the clock; take a TerminalClock or a LongSupplier in the constructor");
}

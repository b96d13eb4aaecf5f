package io.hallpulse.systemtests.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.sql.SQLException;

/** What holds in every module alike: the arrows between modules, and the rooms that alone know a library. */
final class EveryModuleRules {
    private static final String OURS = "io.hallpulse.";

    /** The rooms whose tables and readers speak JDBC. */
    private static final String[] DATABASE_ROOMS = {
        OURS + "agent.outbox..", OURS + "gateway.database..", OURS + "gateway.store..", OURS + "gateway.assessment.."
    };

    private static final String[] MQTT_ROOMS = {
        OURS + "runtime.mqtt..", OURS + "agent.uplink..", OURS + "gateway.broker.."
    };

    @ArchTest
    static final ArchRule ARROWS_BETWEEN_MODULES = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("hardware")
            .definedBy(OURS + "hardware..")
            .layer("contract")
            .definedBy(OURS + "contract..")
            .layer("runtime")
            .definedBy(OURS + "runtime..")
            .layer("domain")
            .definedBy(OURS + "domain..")
            .layer("web")
            .definedBy(OURS + "web..")
            .layer("agent")
            .definedBy(OURS + "agent..")
            .layer("server")
            .definedBy(OURS + "gateway..")
            .whereLayer("hardware")
            .mayNotAccessAnyLayer()
            .whereLayer("contract")
            .mayNotAccessAnyLayer()
            .whereLayer("runtime")
            .mayNotAccessAnyLayer()
            .whereLayer("web")
            .mayNotAccessAnyLayer()
            .whereLayer("domain")
            .mayOnlyAccessLayers("contract")
            .whereLayer("agent")
            .mayOnlyAccessLayers("hardware", "contract", "runtime")
            .whereLayer("server")
            .mayNotBeAccessedByAnyLayer()
            .because(
                    "a module is built, read and tested with those that it stands on: move what two need to one beneath both");

    @ArchTest
    static final ArchRule DATABASE_IN_ITS_ROOMS = noClasses()
            .that()
            .resideOutsideOfPackages(DATABASE_ROOMS)
            .should()
            .dependOnClassesThat(are(resideInAnyPackage(
                            "java.sql..", "javax.sql..", "org.jdbi..", "com.zaxxer..", "org.flywaydb..", "org.sqlite..")
                    .and(not(equivalentTo(SQLException.class)))))
            .because("tables are one room's own: write a reader or a table there, and give values out");

    @ArchTest
    static final ArchRule MQTT_IN_ITS_ROOMS = noClasses()
            .that()
            .resideOutsideOfPackages(MQTT_ROOMS)
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.eclipse.paho..")
            .because("these rooms mend the client and know its faults: hand messages on as bytes and topics");

    @ArchTest
    static final ArchRule NOTHING_OF_THE_TESTS = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    OURS + "testkit..",
                    OURS + "systemtests..",
                    "org.junit..",
                    "org.assertj..",
                    "org.awaitility..",
                    "org.openqa..",
                    "org.openjdk.jmh..",
                    "com.tngtech..")
            .because("what is shipped runs without the tests: let a test hand in what it plays");

    @ArchTest
    static final ArchRule ALIKE_IN_EVERY_LANGUAGE = noClasses()
            .should()
            .accessTargetWhere(new DefaultLocale())
            .because("numbers, dates and case are the same on every machine; give Locale.ROOT, or the hall's language");
}

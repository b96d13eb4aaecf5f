package io.hallpulse.systemtests.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.hallpulse.gateway.Gateway;
import io.hallpulse.gateway.HttpFace;
import io.hallpulse.gateway.store.AuditTable;
import io.hallpulse.gateway.store.ChannelReader;
import io.hallpulse.gateway.store.TallyReader;
import io.hallpulse.gateway.store.TicketReader;

/** The press walks through the rooms in one order, never back. */
final class ServerRules {
    private static final String GATEWAY = "io.hallpulse.gateway";

    @ArchTest
    static final ArchRule ROOMS = layeredArchitecture()
            .consideringOnlyDependenciesInAnyPackage(GATEWAY + "..")
            .withOptionalLayers(true)
            .layer("commands")
            .definedBy(GATEWAY + ".command..", GATEWAY + ".demo..")
            .layer("wiring")
            .definedBy(GATEWAY)
            .layer("routes")
            .definedBy(GATEWAY + ".api..", GATEWAY + ".pages..", GATEWAY + ".stream..")
            .layer("http")
            .definedBy(GATEWAY + ".http..")
            .layer("auth")
            .definedBy(GATEWAY + ".auth..")
            .layer("control")
            .definedBy(GATEWAY + ".control..")
            .layer("features")
            .definedBy(
                    GATEWAY + ".account..",
                    GATEWAY + ".score..",
                    GATEWAY + ".history..",
                    GATEWAY + ".directory..",
                    GATEWAY + ".fleet..",
                    GATEWAY + ".channel..",
                    GATEWAY + ".duty..",
                    GATEWAY + ".ticket..",
                    GATEWAY + ".fraud..",
                    GATEWAY + ".enrolment..",
                    GATEWAY + ".upstream..",
                    GATEWAY + ".assessment..",
                    GATEWAY + ".alarm..", // which may use what the others read
                    GATEWAY + ".audit..")
            .layer("assessment")
            .definedBy(GATEWAY + ".assessment..")
            .layer("ca")
            .definedBy(GATEWAY + ".ca..")
            .layer("broker")
            .definedBy(GATEWAY + ".broker..")
            .layer("ingest")
            .definedBy(GATEWAY + ".ingest..")
            .layer("reprocess")
            .definedBy(GATEWAY + ".reprocess..")
            .layer("store")
            .definedBy(GATEWAY + ".store..")
            .layer("database")
            .definedBy(GATEWAY + ".database..")
            .layer("beneath")
            .definedBy(
                    GATEWAY + ".clock..",
                    GATEWAY + ".fault..",
                    GATEWAY + ".config..",
                    GATEWAY + ".event..",
                    GATEWAY + ".outbound..")
            .whereLayer("commands")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("wiring")
            .mayOnlyBeAccessedByLayers("commands")
            .whereLayer("routes")
            .mayOnlyBeAccessedByLayers("wiring")
            .whereLayer("http")
            .mayOnlyBeAccessedByLayers("routes", "wiring", "commands")
            .whereLayer("auth")
            .mayOnlyBeAccessedByLayers("http", "routes", "wiring", "commands")
            .whereLayer("control")
            .mayOnlyBeAccessedByLayers("wiring", "commands")
            .whereLayer("features")
            .mayOnlyBeAccessedByLayers("routes", "wiring", "commands")
            .whereLayer("assessment")
            .mayOnlyBeAccessedByLayers("routes", "wiring", "commands")
            .whereLayer("ca")
            .mayOnlyBeAccessedByLayers("features", "routes", "wiring", "commands")
            .whereLayer("broker")
            .mayOnlyBeAccessedByLayers("wiring")
            .whereLayer("ingest")
            .mayOnlyBeAccessedByLayers("wiring", "broker", "commands")
            .whereLayer("reprocess")
            .mayOnlyBeAccessedByLayers("wiring", "ingest", "commands")
            .whereLayer("store")
            .mayOnlyBeAccessedByLayers(
                    "wiring", "ingest", "reprocess", "features", "assessment", "ca", "auth", "routes", "commands")
            .whereLayer("database")
            .mayOnlyBeAccessedByLayers("store", "wiring", "ingest", "reprocess", "ca", "assessment")
            .because(
                    "a press walks through the rooms in one direction: move what two rooms need to the one beneath both, and"
                            + " let Gateway or HttpFace hand a room what it needs from beside it");

    @ArchTest
    static final ArchRule FEATURES_DO_NOT_SEE_EACH_OTHER = slices().matching(
                    GATEWAY
                            + ".(account|score|history|auth|directory|audit|fleet|channel|duty|enrolment|ticket|fraud|upstream|assessment)..")
            .should()
            .notDependOnEachOther()
            .because("a feature can be read, changed and taken out alone: let its routes join what two features know");

    @ArchTest
    static final ArchRule ASSESSMENTS_KNOW_NO_PRESS = noClasses()
            .that()
            .resideInAPackage(GATEWAY + ".assessment..")
            .should()
            .dependOnClassesThat(resideInAPackage(GATEWAY + ".store..")
                    .and(not(belongToAnyOf(
                            AuditTable.class,
                            TallyReader.class,
                            TallyReader.Figures.class,
                            ChannelReader.class,
                            TicketReader.class,
                            TicketReader.Feed.class))))
            .orShould()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    GATEWAY + ".ingest..",
                    GATEWAY + ".reprocess..",
                    GATEWAY + ".broker..",
                    "io.hallpulse.domain.press..")
            .because(
                    "a press never waits for an assessment, and an assessment reads sums: let it have its own database and"
                            + " the tallies and the counts of reasons and tickets alone");

    @ArchTest
    static final ArchRule SCHEME_FILES_AND_KEYS_KNOW_NO_ROUND = noClasses()
            .that()
            .resideInAnyPackage(GATEWAY + ".assessment.scheme..", GATEWAY + ".assessment.key..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(GATEWAY + ".assessment")
            .because("a file is read and a sheet is verified without a database: hand over what is needed as values");

    @ArchTest
    static final ArchRule THE_WIRING_ALONE_SEES_GATEWAY = noClasses()
            .that()
            .resideOutsideOfPackages(GATEWAY, GATEWAY + ".command..", GATEWAY + ".demo..")
            .should()
            .dependOnClassesThat()
            .belongToAnyOf(Gateway.class, HttpFace.class)
            .because("a room is given the parts that it needs, so that it can be tested with those alone");

    @ArchTest
    static final ArchRule HTTP_SERVER_IN_ITS_ROOMS = noClasses()
            .that()
            .resideInAPackage("io.hallpulse..")
            .and()
            .resideOutsideOfPackages(
                    GATEWAY + ".http..", GATEWAY + ".api..", GATEWAY + ".stream..", GATEWAY + ".pages..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.javalin..", "org.eclipse.jetty..", "jakarta.servlet..")
            .because("features answer with values: let a route of api, stream or pages make HTTP of them");

    @ArchTest
    static final ArchRule BROKER_IN_ITS_ROOM = noClasses()
            .that()
            .resideInAPackage(GATEWAY + "..")
            .and()
            .resideOutsideOfPackage(GATEWAY + ".broker..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.activemq..", "io.netty..")
            .because("one room knows the embedded broker and its faults: hand messages on as bytes and topics");

    @ArchTest
    static final ArchRule SITE_CA_IN_ITS_ROOM = noClasses()
            .that()
            .resideInAPackage(GATEWAY + "..")
            .and()
            .resideOutsideOfPackage(GATEWAY + ".ca..")
            .should()
            .dependOnClassesThat(resideInAnyPackage("org.bouncycastle..")
                    .and(not(resideInAPackage("org.bouncycastle.crypto.generators.."))))
            .because(
                    "one room makes certificates: hand them on as X509Certificate; passwords alone are hashed elsewhere");

    @ArchTest
    static final ArchRule NO_CIRCLES = slices().matching(GATEWAY + ".(*)..")
            .should()
            .beFreeOfCycles()
            .because("rooms that need each other are one room: part what both need from them");

    @ArchTest
    static final ArchRule AGENTS_ONLY_IN_THE_DEMO = noClasses()
            .that()
            .resideInAPackage(GATEWAY + "..")
            .and()
            .resideOutsideOfPackage(GATEWAY + ".demo..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.hallpulse.agent..", "io.hallpulse.hardware..")
            .because("a gateway knows terminals by their messages alone");

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
            .callMethod(java.time.Clock.class, "systemUTC")
            .because("tests set the clock: take an InstantSource or a LongSupplier of nanoseconds");
}

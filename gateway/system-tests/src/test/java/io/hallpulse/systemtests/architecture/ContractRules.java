package io.hallpulse.systemtests.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** A message is a value. */
final class ContractRules {
    @ArchTest
    static final ArchRule the_contract_stands_alone = classes()
            .that()
            .resideInAPackage("io.hallpulse.contract..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("io.hallpulse.contract..", "java..", "com.fasterxml.jackson..", "org.jspecify..")
            .because("what crosses a wire is read by programs of two versions; what programs stand on is in runtime");

    @ArchTest
    static final ArchRule the_contract_touches_no_file_no_socket_and_no_clock = noClasses()
            .that()
            .resideInAPackage("io.hallpulse.contract..")
            .should()
            .dependOnClassesThat()
            .haveNameMatching("java\\.nio\\.file\\.Files|java\\.io\\.File.*|java\\.net\\.Socket|java\\.sql\\..*")
            .orShould()
            .callMethod(java.time.Instant.class, "now")
            .orShould()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .because("a message is a value; hand files, sockets and clocks to whoever sends it");
}

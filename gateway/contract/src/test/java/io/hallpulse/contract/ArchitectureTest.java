package io.hallpulse.contract;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.hallpulse.contract")
class ArchitectureTest {
    @ArchTest
    static final ArchRule the_contract_stands_alone = classes()
            .that()
            .resideInAPackage("io.hallpulse.contract..")
            .and()
            .resideOutsideOfPackage("io.hallpulse.contract.client..")
            .and()
            .haveSimpleNameNotEndingWith("Test")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "io.hallpulse.contract..",
                    "java..",
                    "com.fasterxml.jackson..",
                    "org.yaml.snakeyaml..",
                    "org.slf4j..",
                    "org.jspecify..");

    @ArchTest
    static final ArchRule the_contract_touches_no_file_no_socket_and_no_clock = noClasses()
            .that()
            .haveSimpleNameNotEndingWith("Test")
            .and()
            .resideOutsideOfPackage("io.hallpulse.contract.disk..")
            .should()
            .dependOnClassesThat()
            .haveNameMatching("java\\.nio\\.file\\.Files|java\\.io\\.File.*|java\\.sql\\..*")
            .orShould()
            .callMethod(java.time.Instant.class, "now")
            .orShould()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(System.class, "currentTimeMillis");

    @ArchTest
    static final ArchRule the_grammar_knows_no_message = noClasses()
            .that()
            .resideInAPackage("..config..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("..message..");
}

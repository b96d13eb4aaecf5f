package io.hallpulse.systemtests.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** What programs stand on knows nothing of them. */
final class RuntimeRules {
    @ArchTest
    static final ArchRule the_runtime_stands_on_nothing = noClasses()
            .that()
            .resideInAPackage("io.hallpulse.runtime..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.hallpulse.contract..", "io.hallpulse.agent..", "io.hallpulse.gateway..")
            .because("it knows no press and no message; pass in what it has to know");

    @ArchTest
    static final ArchRule no_circles = slices().matching("io.hallpulse.runtime.(*)..")
            .should()
            .beFreeOfCycles()
            .because("rooms that need each other are one room: part what both need from them");

    @ArchTest
    static final ArchRule the_grammar_reads_no_file = noClasses()
            .that()
            .resideInAPackage("io.hallpulse.runtime.config..")
            .should()
            .dependOnClassesThat()
            .haveNameMatching("java\\.nio\\.file\\.Files|java\\.io\\.File.*")
            .because("text goes in and values come out; the program reads the file");
}

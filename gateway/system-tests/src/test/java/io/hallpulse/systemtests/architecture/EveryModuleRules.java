package io.hallpulse.systemtests.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** What holds in every module alike. */
final class EveryModuleRules {
    @ArchTest
    static final ArchRule ALIKE_IN_EVERY_LANGUAGE = noClasses()
            .should()
            .accessTargetWhere(new DefaultLocale())
            .because("numbers, dates and case are the same on every machine; give Locale.ROOT, or the hall's language");
}

package io.hallpulse.systemtests.architecture;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.InstantSource;
import java.util.Random;
import java.util.Scanner;
import java.util.Timer;
import java.util.UUID;

/** The domain decides from values alone. */
final class DomainRules {
    private static final String HAND_IT_IN =
            "what is decided from values can be tested with values: let a room of the server read"
                    + " the clock, the file or the table, and hand in what it found";

    @ArchTest
    static final ArchRule VALUES_ALONE = classes()
            .that()
            .resideInAPackage("io.hallpulse.domain..")
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage(
                            "io.hallpulse.domain..",
                            "io.hallpulse.contract..",
                            "java.lang..",
                            "java.math",
                            "java.time..",
                            "java.util",
                            "java.util.function",
                            "java.util.regex",
                            "java.util.stream",
                            "org.jspecify..")
                    // a hash is a function of bytes, and bytes one of a text
                    .or(belongToAnyOf(
                            MessageDigest.class,
                            NoSuchAlgorithmException.class,
                            Charset.class,
                            StandardCharsets.class)))
            .because(HAND_IT_IN);

    @ArchTest
    static final ArchRule NO_CLOCK = noClasses()
            .that()
            .resideInAPackage("io.hallpulse.domain..")
            .should()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethodWhere(target(name("now")).and(target(owner(resideInAPackage("java.time..")))))
            .orShould()
            .dependOnClassesThat()
            .belongToAnyOf(
                    Clock.class,
                    InstantSource.class,
                    Thread.class,
                    Timer.class,
                    Random.class,
                    UUID.class,
                    Scanner.class)
            .because(HAND_IT_IN);

    @ArchTest
    static final ArchRule NO_CIRCLES = slices().matching("io.hallpulse.domain.(*)..")
            .should()
            .beFreeOfCycles()
            .because("rooms that need each other are one room: part what both need from them");
}

package io.hallpulse.systemtests.architecture;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.text.DateFormat;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.text.MessageFormat;
import java.text.NumberFormat;
import java.text.SimpleDateFormat;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Arrays;
import java.util.Formatter;
import java.util.List;
import java.util.Locale;
import java.util.Scanner;

/** A call whose result depends on the language of the machine: one of those that take a locale and was given none. */
final class DefaultLocale extends DescribedPredicate<JavaAccess<?>> {
    private static final String CONSTRUCTOR = "<init>";
    private static final List<Calls> CALLS = List.of(
            new Calls(String.class, "format", "formatted", "toLowerCase", "toUpperCase"),
            new Calls(PrintStream.class, "printf", "format"),
            new Calls(PrintWriter.class, "printf", "format"),
            new Calls(Formatter.class, CONSTRUCTOR),
            new Calls(Scanner.class, CONSTRUCTOR),
            new Calls(
                    DateTimeFormatter.class, "ofPattern", "ofLocalizedDate", "ofLocalizedTime", "ofLocalizedDateTime"),
            new Calls(DateTimeFormatterBuilder.class, "toFormatter"),
            new Calls(
                    NumberFormat.class,
                    "getInstance",
                    "getNumberInstance",
                    "getIntegerInstance",
                    "getPercentInstance",
                    "getCurrencyInstance",
                    "getCompactNumberInstance"),
            new Calls(DecimalFormat.class, CONSTRUCTOR),
            new Calls(DateFormat.class, "getInstance", "getDateInstance", "getTimeInstance", "getDateTimeInstance"),
            new Calls(SimpleDateFormat.class, CONSTRUCTOR),
            new Calls(MessageFormat.class, CONSTRUCTOR, "format"));

    private record Calls(Class<?> owner, List<String> names) {
        Calls(Class<?> owner, String... names) {
            this(owner, Arrays.asList(names));
        }
    }

    DefaultLocale() {
        super("a call that takes the machine's locale");
    }

    @Override
    public boolean test(JavaAccess<?> access) {
        return access.getTarget() instanceof CodeUnitAccessTarget target
                && CALLS.stream()
                        .anyMatch(calls -> target.getOwner().isEquivalentTo(calls.owner())
                                && calls.names().contains(target.getName()))
                && target.getRawParameterTypes().stream().noneMatch(DefaultLocale::isLocale);
    }

    private static boolean isLocale(JavaClass parameter) {
        return parameter.isEquivalentTo(Locale.class) || parameter.isEquivalentTo(DecimalFormatSymbols.class);
    }
}

package io.hallpulse.runtime.program;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * The man page of a program, from the description of its commands. The generator of picocli writes AsciiDoc, which only a Ruby interpreter
 * inside the build could turn into this; the page has four headings.
 */
public final class ManPage {
    private ManPage() {}

    /**
     * The page, in the language of {@code man(7)}.
     *
     * @param date such as 2026-11-23
     */
    public static String of(CommandLine program, String date) {
        CommandSpec spec = program.getCommandSpec();
        StringBuilder page = new StringBuilder();
        page.append(".TH ")
                .append(spec.name().toUpperCase(Locale.ROOT))
                .append(" 1 \"")
                .append(date)
                .append("\" HallPulse\n.SH NAME\n")
                .append(text(spec.name() + " - " + description(spec)))
                .append("\n.SH SYNOPSIS\n.B ")
                .append(text(spec.name()))
                .append("\nCOMMAND [OPTIONS]\n.SH DESCRIPTION\n")
                .append(text(description(spec)))
                .append("\n.SH COMMANDS\n");
        for (Map.Entry<String, CommandLine> command : program.getSubcommands().entrySet()) {
            command(page, command.getKey(), command.getValue().getCommandSpec());
        }
        page.append(".SH EXIT STATUS\n0 fine, 1 the work failed, 2 bad usage or bad configuration, 3 out of memory.\n");
        return page.toString();
    }

    private static void command(StringBuilder page, String name, CommandSpec spec) {
        page.append(".SS ").append(text(name));
        for (ArgSpec parameter : spec.positionalParameters()) {
            page.append(' ').append(text(parameter.paramLabel()));
        }
        page.append('\n').append(text(description(spec))).append('\n');
        for (ArgSpec parameter : spec.positionalParameters()) {
            argument(page, parameter.paramLabel(), parameter);
        }
        List<OptionSpec> options = spec.options().stream()
                .filter(option -> !option.hidden() && !option.usageHelp() && !option.versionHelp())
                .sorted(Comparator.comparing(OptionSpec::longestName))
                .toList();
        for (OptionSpec option : options) {
            String names = Arrays.stream(option.names()).collect(Collectors.joining(", "));
            argument(page, option.arity().max() == 0 ? names : names + " " + option.paramLabel(), option);
        }
        for (Map.Entry<String, CommandLine> nested : spec.subcommands().entrySet()) {
            command(page, name + " " + nested.getKey(), nested.getValue().getCommandSpec());
        }
    }

    private static void argument(StringBuilder page, String heading, ArgSpec argument) {
        String described = String.join(" ", argument.description())
                .replace("${DEFAULT-VALUE}", String.valueOf(argument.defaultValueString()));
        page.append(".TP\n.B ")
                .append(text(heading))
                .append('\n')
                .append(text(described))
                .append('\n');
    }

    private static String description(CommandSpec spec) {
        return String.join(" ", spec.usageMessage().description());
    }

    /** A line whose characters mean themselves. */
    private static String text(String line) {
        String plain = line.replace("\\", "\\e")
                .replace("-", "\\-")
                .replaceAll("\\s*\\R\\s*|%n", " ")
                .strip();
        return plain.startsWith(".") || plain.startsWith("'") ? "\\&" + plain : plain.isEmpty() ? "\\&" : plain;
    }
}

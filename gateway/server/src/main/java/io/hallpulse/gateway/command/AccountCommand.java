package io.hallpulse.gateway.command;

import io.hallpulse.contract.message.Json;
import io.hallpulse.gateway.account.Account;
import io.hallpulse.gateway.account.PressCounts;
import io.hallpulse.gateway.config.GatewayConfig;
import io.hallpulse.gateway.store.StoreReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "account",
        description = "Prints what became of every press; beside a running gateway, or without one.",
        mixinStandardHelpOptions = true,
        versionProvider = GatewayMain.Version.class)
final class AccountCommand implements Callable<Integer> {
    @Mixin
    private ConfigOption config = new ConfigOption();

    @Option(names = "--hall", paramLabel = "HALL", description = "The terminals of that hall alone.")
    private @Nullable String hall;

    @Option(names = "--json", description = "For programs.")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        GatewayConfig read = config.open();
        PrintWriter out = spec.commandLine().getOut();
        try (StoreReader reader = StoreReader.open(read.data(), read.database())) {
            if (hall != null && reader.halls().hall(hall) == null) {
                throw new ParameterException(spec.commandLine(), "--hall: the directory names no hall " + hall);
            }
            Account account = Account.read(reader.account(), hall);
            if (json) {
                out.println(new String(Json.write(account), StandardCharsets.UTF_8));
            } else {
                print(account, out);
            }
        }
        return 0;
    }

    private static void print(Account account, PrintWriter out) {
        for (Account.OfTerminal terminal : account.terminals()) {
            out.printf(Locale.ROOT, "%s/%s%n", terminal.hall(), terminal.terminal());
            List<Account.OfRun> runs = terminal.runs();
            if (runs != null) {
                for (Account.OfRun run : runs) {
                    out.printf(Locale.ROOT, "  run %s, low %d, next %d%n", run.run(), run.low(), run.next());
                    print(run.counts(), "    ", out);
                }
            }
            out.println("  all runs");
            print(terminal.counts(), "    ", out);
            out.printf(Locale.ROOT, "    refused %d, dead letters %d%n", terminal.refused(), terminal.deadLetters());
        }
        out.println("sum");
        print(account.sum().counts(), "  ", out);
        out.printf(
                Locale.ROOT,
                "  refused %d, dead letters %d%n",
                account.sum().refused(),
                account.sum().deadLetters());
    }

    private static void print(PressCounts n, String indent, PrintWriter out) {
        out.printf(
                Locale.ROOT,
                "%sstored %d = received %d + waiting %d + gap %d%n",
                indent,
                n.stored(),
                n.received(),
                n.waiting(),
                n.gap());
        out.printf(
                Locale.ROOT,
                "%sreceived %d = counted %d + flagged %d + superseded %d + timeout %d + test %d + aside %d + invalid %d"
                        + " + conflict %d + unplaced %d%n",
                indent,
                n.received(),
                n.counted(),
                n.flagged(),
                n.superseded(),
                n.timeout(),
                n.test(),
                n.aside(),
                n.invalid(),
                n.conflict(),
                n.unplaced());
        out.printf(Locale.ROOT, "%suncertain times %d%n", indent, n.uncertain());
    }
}

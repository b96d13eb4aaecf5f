package io.hallpulse.agent.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hallpulse.hardware.testkit.Pty;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import picocli.CommandLine;

/** The played meter on a real tty, with the test as its host. */
@Execution(ExecutionMode.CONCURRENT)
class MeterCommandTest {
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final StringBuilder heard = new StringBuilder();
    private final Pty pty;

    MeterCommandTest(@TempDir Path folder) {
        pty = Pty.at(folder.resolve("meter"));
    }

    @AfterEach
    void unplug() {
        pty.close();
    }

    /** A word of the options has {@code ~} where a space belongs. */
    private int run(String options) {
        CommandLine line = AgentCommands.commandLine();
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        String[] words = ("meter --port " + pty.path() + " " + options).split(" ");
        return line.execute(Stream.of(words).map(word -> word.replace('~', ' ')).toArray(String[]::new));
    }

    private CompletableFuture<Integer> start(String options) {
        return CompletableFuture.supplyAsync(() -> run(options));
    }

    private void awaitHeard(String hex) {
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            heard.append(HEX.formatHex(pty.read(Duration.ofMillis(50))));
            assertThat(heard.toString()).as("%s%s", out, err).contains(hex);
        });
    }

    private void say(String hex) {
        pty.write(HEX.parseHex(hex));
    }

    @Test
    void press_unacknowledged_isSentAgainUntilItIsAcknowledged() {
        CompletableFuture<Integer> exit =
                start("--protocol ff68 --address 5 --press 0,3 --times 2 --every 1ms --resend 20ms");
        String key0 = "FF68030368051100" + "1616";
        String key3 = "FF68030368051103" + "1916";
        awaitHeard(key0 + key0 + key0);
        say("FF68030368050100" + "0616");
        awaitHeard(key3);
        say("FF68030368050103" + "0916");
        heard.setLength(0);
        awaitHeard(key0);
        say("FF68030368050100" + "0616");
        awaitHeard(key3);
        say("FF68030368050103" + "0916");
        assertThat(exit.join()).isEqualTo(0);
        assertThat(out.toString().lines().filter(line -> line.startsWith("pressed")))
                .containsExactly("pressed 0", "pressed 3", "pressed 0", "pressed 3");
        assertThat(out.toString().lines().filter(line -> line.startsWith("acknowledged")))
                .containsExactly("acknowledged 0", "acknowledged 3", "acknowledged 0", "acknowledged 3");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void press_neverAcknowledged_failsWithOneLine() {
        assertThat(run("--protocol ff68 --press 1 --every 1ms --resend 10ms --wait 60ms"))
                .isEqualTo(1);
        assertThat(err.toString().lines()).hasSize(1).first().asString().contains("key 1", "did not take it");
    }

    @Test
    void press_sentOnce_waitsForNobody() {
        assertThat(run("--protocol ff68 --press 1,2 --every 1ms --resend 0s")).isEqualTo(0);
        awaitHeard("FF68030368011102" + "1416");
        assertThat(out.toString().lines()).containsExactly("pressed 1", "pressed 2");
    }

    @Test
    void settings_ofTheProtocol_areObeyed() {
        assertThat(run("--protocol jt905 --settings {command:~0x0A01,offset:~1} --press 7 --every 1ms"))
                .isEqualTo(0);
        awaitHeard("55AA000601000A010007");
        assertThat(run("--protocol ascii --settings {terminator:~cr} --press x --every 1ms"))
                .isEqualTo(0);
        awaitHeard("780D");
    }

    @Test
    void press_ofAPolledMeter_waitsForTheQuestion() {
        CompletableFuture<Integer> exit = start("--protocol modbus --press 3 --every 1ms");
        String question = "010200000005B809";
        String nothing = "01020100A188";
        say(question);
        awaitHeard(nothing);
        assertThat(exit).isNotDone();
        await().atMost(Duration.ofSeconds(20)).until(() -> {
            say(question);
            heard.append(HEX.formatHex(pty.read(Duration.ofMillis(50))));
            return heard.indexOf("01020104A04B") >= 0;
        });
        assertThat(exit.join()).isEqualTo(0);
    }

    @Test
    void stxAcknowledgement_isWaitedFor() {
        CompletableFuture<Integer> exit =
                start("--protocol stx --settings {acknowledgement:~'06'} --press 05 --every 1ms --resend 20ms");
        awaitHeard("0230313035" + "0307" + "0230313035");
        say("06");
        assertThat(exit.join()).isEqualTo(0);
        assertThat(out.toString()).contains("heard 06");
    }

    @Test
    void key_thatTheMeterHasNot_isNamed() {
        assertThat(run("--protocol boks --press 9 --every 1ms")).isEqualTo(1);
        assertThat(err.toString().lines()).containsExactly("terminal-agent: key: is 9; this meter has no such key");
    }

    @Test
    void port_missing_isOneLine() {
        pty.unplug();
        assertThat(run("--protocol ff68 --press 1")).isEqualTo(1);
        assertThat(err.toString().lines())
                .containsExactly("terminal-agent: port " + pty.path() + ": there is no such port; plug the cable in");
    }

    @Test
    void usage_bad_namesTheOption() {
        assertThat(run("--protocol morse --press 1")).isEqualTo(2);
        assertThat(err.toString()).startsWith("terminal-agent: --protocol: is morse; give ff68");
        err.getBuffer().setLength(0);
        assertThat(run("--protocol jt905 --settings {command:~1} --press 1")).isEqualTo(2);
        assertThat(err.toString()).startsWith("terminal-agent: --settings:1: 'offset' is missing");
        err.getBuffer().setLength(0);
        assertThat(run("--protocol ff68 --every soon --press 1")).isEqualTo(2);
        assertThat(err.toString()).contains("'soon' is no duration");
        err.getBuffer().setLength(0);
        assertThat(run("--protocol ff68 --address 256 --press 1")).isEqualTo(2);
        assertThat(err.toString()).startsWith("terminal-agent: --address: is 256");
        err.getBuffer().setLength(0);
        assertThat(run("--protocol ff68 --times 0 --press 1")).isEqualTo(2);
        assertThat(err.toString()).startsWith("terminal-agent: --times: is 0");
    }
}

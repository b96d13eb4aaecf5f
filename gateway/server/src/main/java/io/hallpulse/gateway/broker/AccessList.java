package io.hallpulse.gateway.broker;

import io.hallpulse.contract.TerminalId;
import io.hallpulse.contract.Topics;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What Mosquitto's access list lets each user do. Every terminal has lines of its own, since versions from 2.1 on refuse a slash in what a
 * pattern is filled with.
 */
final class AccessList {
    private static final Pattern USER = Pattern.compile("(?m)^user (.+)$");

    private static final String ANY = "+";

    private AccessList() {}

    /** The name by which a gateway asks the broker whether it goes by the newest list. */
    static String asker(String gateway) {
        return "gateway/" + gateway + "/rules";
    }

    /** A topic that is open to the asker from that version of the list on. */
    static String question(String gateway, String version) {
        return Topics.probe(gateway) + "/" + version;
    }

    /** All but the lines of a version. A hall may be added at any time, so that the gateway's lines name none. */
    static String of(String gateway, Collection<TerminalId> terminals) {
        String in = user(
                "gateway/" + gateway,
                List.of(),
                List.of(
                        Topics.ofHall(ANY, Topics.Kind.PRESSES),
                        Topics.ofHall(ANY, Topics.Kind.STATUS),
                        Topics.owner(ANY),
                        Topics.probe(gateway)));
        String out = user(
                "gateway/" + gateway + "/out",
                List.of(
                        Topics.ofHall(ANY, Topics.Kind.ACK),
                        Topics.ofHall(ANY, Topics.Kind.COMMAND),
                        Topics.ofHall(ANY, Topics.Kind.STATUS),
                        Topics.owner(ANY),
                        Topics.alarms(ANY),
                        Topics.scores(ANY, ANY),
                        Topics.probe(gateway)),
                List.of());
        return Stream.concat(
                        Stream.of(in, out),
                        terminals.stream()
                                .map(TerminalRights::new)
                                .map(rights ->
                                        user(rights.terminal().toString(), rights.publishable(), rights.readable())))
                .collect(Collectors.joining("\n"));
    }

    /** The lines of a version. */
    static String version(String gateway, String version) {
        return "\n" + user(asker(gateway), List.of(question(gateway, version)), List.of());
    }

    /** The users of a list. */
    static Set<String> users(String list) {
        return USER.matcher(list).results().map(found -> found.group(1)).collect(Collectors.toSet());
    }

    private static String user(String name, List<String> written, List<String> read) {
        Function<String, String> write = topic -> "topic write " + topic + "\n";
        return "user " + name + "\n"
                + written.stream().map(write).collect(Collectors.joining())
                + read.stream().map(topic -> "topic read " + topic + "\n").collect(Collectors.joining());
    }
}

package io.hallpulse.systemtests.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hallpulse.contract.message.Json;
import io.hallpulse.contract.message.NewerVersion;
import io.hallpulse.contract.message.Press;
import io.hallpulse.contract.message.PressesReader;
import io.hallpulse.contract.message.PressesWriter;
import io.hallpulse.contract.message.ReceivedPresses;
import io.hallpulse.contract.message.UnreadableMessage;
import io.hallpulse.domain.press.ReceivedRanges;
import java.io.IOException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** What each press passes through, and beside it the plain way to do the same; for JMH, each for a hundred presses. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class Functions {
    private static final int PRESSES = 100;
    private static final ObjectMapper TREES = new ObjectMapper();

    private final Backlog backlog = new Backlog("jmh1", 1, PRESSES, PRESSES, Instant.parse("2026-11-22T10:04:05Z"));
    private final byte[] message = backlog.messages(0).get(0);
    private final JsonNode tree = tree(message);
    private final List<Press> presses = LongStream.rangeClosed(1, PRESSES)
            .mapToObj(seq -> backlog.press(0, seq))
            .toList();

    private static JsonNode tree(byte[] message) {
        try {
            return TREES.readTree(message);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Benchmark
    public ReceivedPresses read() throws UnreadableMessage, NewerVersion {
        return PressesReader.read(message);
    }

    @Benchmark
    public JsonNode readTree() {
        return tree(message);
    }

    @Benchmark
    public byte[] write() {
        return PressesWriter.write(backlog.run(0), "9f1c0d2a7b3e", 1, null, presses, Json.MAX_MESSAGE_BYTES)
                .bytes();
    }

    @Benchmark
    public byte[] writeTree() throws IOException {
        return TREES.writeValueAsBytes(tree);
    }

    @Benchmark
    public long addToRanges() {
        ReceivedRanges ranges = new ReceivedRanges();
        for (long seq = 1; seq <= PRESSES; seq++) {
            ranges.add(seq);
        }
        return ranges.highest();
    }

    @Benchmark
    public Set<Long> addToSet() {
        Set<Long> seqs = new HashSet<>();
        for (long seq = 1; seq <= PRESSES; seq++) {
            seqs.add(seq);
        }
        return seqs;
    }
}

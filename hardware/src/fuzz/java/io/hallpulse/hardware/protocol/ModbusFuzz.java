package io.hallpulse.hardware.protocol;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Looks for replies that modbus takes otherwise than the model does, guided by coverage. */
class ModbusFuzz {
    private static final int ROUNDS = 4;

    @FuzzTest(maxDuration = "60s")
    void replies_whatever_yieldThePressesOfTheModel(byte[] stream) {
        List<byte[]> replies = new ArrayList<>();
        for (int i = 0; i < ROUNDS; i++) {
            replies.add(Arrays.copyOfRange(stream, i * stream.length / ROUNDS, (i + 1) * stream.length / ROUNDS));
        }
        ModbusDialogueTest.check(replies, new Random(Arrays.hashCode(stream)));
    }
}

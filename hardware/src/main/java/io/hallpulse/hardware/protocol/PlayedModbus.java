package io.hallpulse.hardware.protocol;

import io.hallpulse.hardware.health.Counters;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/**
 * A played Modbus keypad: keys 1, 2, ... It replies to requests; lamps may be coils or registers.
 */
final class PlayedModbus implements PlayedMeter {
    private final int address;
    private final ProtocolSettings.Modbus settings;
    private final FrameScanner scanner = new FrameScanner(Modbus.requests(), new Counters());
    private final PolledKeys presses = new PolledKeys();
    private final int[] counters;

    PlayedModbus(int address, ProtocolSettings.Modbus settings) {
        this.address = address;
        this.settings = settings;
        this.counters = new int[settings.count()];
    }

    @Override
    public boolean hasKey(String key) {
        return PlayedMeter.isNumber(
                key, 1, settings.read() == ProtocolSettings.Modbus.Read.CODE ? 0xFFFF : settings.count());
    }

    @Override
    public byte[] press(String key) {
        int number = Integer.parseInt(key);
        if (settings.read() == ProtocolSettings.Modbus.Read.COUNTERS) {
            counters[number - 1]++;
        } else {
            presses.press(number);
        }
        return NOTHING;
    }

    @Override
    public byte[] receive(byte[] bytes, Consumer<String> seen) {
        List<byte[]> replies = new ArrayList<>();
        scanner.bytes(bytes, 0, request -> {
            if ((request[0] & 0xFF) == address) {
                replies.add(reply(request, seen));
            }
        });
        return PlayedMeter.joined(replies);
    }

    @Override
    public int waiting() {
        return presses.waiting();
    }

    private byte[] reply(byte[] request, Consumer<String> seen) {
        int function = request[1];
        if (function == Modbus.WRITE_COIL || function == Modbus.WRITE_REGISTER) {
            int lamp = number(request, 2) - settings.firstLamp() + 1;
            seen.accept("lamp " + lamp + (number(request, 4) == 0 ? " off" : " on"));
            return request;
        }
        boolean known = number(request, 2) == settings.first()
                && (function == Modbus.READ_INPUTS) == (settings.read() == ProtocolSettings.Modbus.Read.INPUTS)
                && (function == Modbus.READ_INPUTS || function == Modbus.READ_REGISTERS);
        if (!known) {
            return Modbus.withCrc(new byte[] {(byte) address, (byte) (function | 0x80), 2});
        }
        byte[] values = function == Modbus.READ_INPUTS ? inputs() : registers();
        byte[] reply =
                Arrays.copyOf(new byte[] {(byte) address, (byte) function, (byte) values.length}, 3 + values.length);
        System.arraycopy(values, 0, reply, 3, values.length);
        return Modbus.withCrc(reply);
    }

    private byte[] inputs() {
        byte[] inputs = new byte[(settings.count() + 7) / 8];
        int down = presses.poll();
        if (down > 0) {
            inputs[(down - 1) / 8] |= (byte) (1 << (down - 1) % 8);
        }
        return inputs;
    }

    private byte[] registers() {
        int[] values = settings.read() == ProtocolSettings.Modbus.Read.CODE ? new int[] {presses.poll()} : counters;
        byte[] registers = new byte[2 * values.length];
        for (int i = 0; i < values.length; i++) {
            registers[2 * i] = (byte) (values[i] >> 8);
            registers[2 * i + 1] = (byte) values[i];
        }
        return registers;
    }

    private static int number(byte[] request, int at) {
        return (request[at] & 0xFF) << 8 | request[at + 1] & 0xFF;
    }
}

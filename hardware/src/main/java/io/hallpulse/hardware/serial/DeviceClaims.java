package io.hallpulse.hardware.serial;

import io.hallpulse.hardware.InputSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which input has which device, by the device's real path: two names of one port would give each input the presses of the other. Any
 * thread.
 */
final class DeviceClaims implements Wire.Source {
    private final Map<Path, InputSettings.Serial> owners = new ConcurrentHashMap<>();
    private final Wire.Source source;

    DeviceClaims(Wire.Source source) {
        this.source = source;
    }

    @Override
    public Wire open(InputSettings.Serial line) throws IOException {
        Path path = Path.of(line.port());
        if (!Files.exists(path)) {
            return source.open(line); // which fails, since it is not there
        }
        Path device = path.toRealPath();
        InputSettings.Serial owner = owners.putIfAbsent(device, line);
        if (owner != null) {
            throw new IOException(
                    "is " + device + ", which input " + owner.id() + " has open as " + owner.port()
                            + "; give each meter its own port (by-path where adapters share a by-id name), or one name to meters on one line");
        }
        try {
            return new Claimed(source.open(line), device);
        } catch (IOException | RuntimeException e) {
            owners.remove(device);
            throw e;
        }
    }

    private final class Claimed implements Wire {
        private final Wire wire;
        private final Path device;

        Claimed(Wire wire, Path device) {
            this.wire = wire;
            this.device = device;
        }

        @Override
        public byte[] read() throws IOException {
            return wire.read();
        }

        @Override
        public boolean write(byte[] bytes) throws IOException {
            return wire.write(bytes);
        }

        @Override
        public void await(long nanos) throws IOException, InterruptedException {
            wire.await(nanos);
        }

        @Override
        public void wake() {
            wire.wake();
        }

        @Override
        public void close() {
            wire.close();
            owners.remove(device);
        }
    }
}

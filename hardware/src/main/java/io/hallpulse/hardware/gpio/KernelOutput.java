package io.hallpulse.hardware.gpio;

import com.pi4j.io.gpio.digital.DigitalOutput;
import com.pi4j.io.gpio.digital.DigitalOutputBase;
import com.pi4j.io.gpio.digital.DigitalOutputConfig;
import com.pi4j.io.gpio.digital.DigitalOutputProvider;
import com.pi4j.io.gpio.digital.DigitalOutputProviderBase;
import com.pi4j.io.gpio.digital.DigitalState;

/** A lamp's pin as Pi4J sees it: it lives as long as the process, and the line behind it comes and goes. */
final class KernelOutput extends DigitalOutputBase {
    private final LineIo io;
    private volatile int fd = KernelPins.NO_LINE;

    private KernelOutput(DigitalOutputProvider provider, DigitalOutputConfig config, LineIo io) {
        super(provider, config);
        this.io = io;
    }

    /** Makes them. */
    static final class Provider extends DigitalOutputProviderBase {
        private final LineIo io;

        Provider(LineIo io) {
            super("hallpulse-gpio-output", "GPIO outputs of the kernel's character device");
            this.io = io;
        }

        @Override
        public DigitalOutput create(DigitalOutputConfig config) {
            KernelOutput output = new KernelOutput(this, config, io);
            context().registry().add(output);
            return output;
        }
    }

    /** @param line one that was requested low */
    void attach(int line) {
        super.state(DigitalState.LOW);
        fd = line;
    }

    /** The descriptor that is to be closed now, or {@link KernelPins#NO_LINE}. */
    int detach() {
        int line = fd;
        fd = KernelPins.NO_LINE;
        return line;
    }

    boolean isAttached() {
        return fd != KernelPins.NO_LINE;
    }

    /** @throws RuntimeException where the line is gone */
    @Override
    public DigitalOutput state(DigitalState state) {
        if (fd != KernelPins.NO_LINE) {
            io.set(fd, state.isHigh());
        }
        return super.state(state);
    }
}

package io.hallpulse.hardware.gpio;

import com.pi4j.io.gpio.digital.DigitalInput;
import com.pi4j.io.gpio.digital.DigitalInputBase;
import com.pi4j.io.gpio.digital.DigitalInputConfig;
import com.pi4j.io.gpio.digital.DigitalInputProvider;
import com.pi4j.io.gpio.digital.DigitalInputProviderBase;
import com.pi4j.io.gpio.digital.DigitalState;

/** A key's pin as Pi4J sees it: it lives as long as the process, and the line behind it comes and goes. */
final class KernelInput extends DigitalInputBase {
    private final LineIo io;
    private volatile int fd = KernelPins.NO_LINE;
    private volatile boolean lost;

    private KernelInput(DigitalInputProvider provider, DigitalInputConfig config, LineIo io) {
        super(provider, config);
        this.io = io;
    }

    /** Makes them. */
    static final class Provider extends DigitalInputProviderBase {
        private final LineIo io;

        Provider(LineIo io) {
            super("hallpulse-gpio-input", "GPIO inputs of the kernel's character device");
            this.io = io;
        }

        @Override
        public DigitalInput create(DigitalInputConfig config) {
            KernelInput input = new KernelInput(this, config, io);
            context().registry().add(input);
            return input;
        }
    }

    void attach(int line) {
        lost = false;
        fd = line;
    }

    /** The descriptor that is to be closed now, or {@link KernelPins#NO_LINE}. */
    int detach() {
        int line = fd;
        fd = KernelPins.NO_LINE;
        return line;
    }

    int fd() {
        return fd;
    }

    /** Its chip reported that it is gone. */
    void lost() {
        lost = true;
    }

    /** @throws RuntimeException where the line is gone */
    @Override
    public DigitalState state() {
        if (lost || fd == KernelPins.NO_LINE) {
            throw new IllegalStateException("the chip is gone");
        }
        return io.isHigh(fd) ? DigitalState.HIGH : DigitalState.LOW;
    }
}

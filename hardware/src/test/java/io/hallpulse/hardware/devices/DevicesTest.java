package io.hallpulse.hardware.devices;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a file system laid out as a Raspberry Pi 4 lays out its own. */
class DevicesTest {
    /** What an ordinary file in a chip's place is. */
    private static final String NO_CHIP = "it cannot be asked (Inappropriate ioctl for device, errno 25)";

    @TempDir
    private Path root;

    private Path folder(String path) throws IOException {
        return Files.createDirectories(root.resolve(path));
    }

    private void file(String path, String text) throws IOException {
        Files.createDirectories(root.resolve(path).getParent());
        Files.writeString(root.resolve(path), text);
    }

    private void link(String path, String target) throws IOException {
        Files.createDirectories(root.resolve(path).getParent());
        Files.createSymbolicLink(root.resolve(path), root.resolve(target));
    }

    @Test
    void gpioChips_ofAPi_areNamedWithTheirLines() throws Exception {
        file("dev/gpiochip0", "");
        folder("sys/devices/soc/gpio/gpiochip0/of_node");
        link("sys/bus/gpio/devices/gpiochip0", "sys/devices/soc/gpio/gpiochip0");
        file("sys/devices/soc/gpio/gpiochip0/of_node/gpio-line-names", "ID_SDA\0ID_SCL\0GPIO2\0");
        file("sys/class/gpio/gpiochip512/label", "pinctrl-bcm2711\n");
        link("sys/class/gpio/gpiochip512/device", "sys/devices/soc/gpio");
        assertThat(new Devices(root).gpioChips())
                .containsExactly(new GpioChip(
                        "gpiochip0", "pinctrl-bcm2711", List.of("ID_SDA", "ID_SCL", "GPIO2"), List.of(), NO_CHIP));
    }

    @Test
    void gpioChips_kernelTellsLittle_areStillListed() throws Exception {
        file("dev/gpiochip1", "");
        assertThat(new Devices(root).gpioChips())
                .containsExactly(new GpioChip("gpiochip1", "", List.of(), List.of(), NO_CHIP));
    }

    @Test
    void gpioChips_withALinkToOne_areListedOnce() throws Exception {
        file("dev/gpiochip10", "");
        file("dev/gpiochip2", "");
        link("dev/gpiochip4", "dev/gpiochip2");
        assertThat(new Devices(root).gpioChips()).extracting(GpioChip::name).containsExactly("gpiochip2", "gpiochip10");
    }

    @Test
    void serialPorts_withHardware_areListedByTheirStableNames() throws Exception {
        file("dev/ttyUSB0", "");
        folder("sys/devices/usb/ttyUSB0");
        link("sys/class/tty/ttyUSB0/device", "sys/devices/usb/ttyUSB0");
        folder("sys/bus/drivers/ftdi_sio");
        link("sys/devices/usb/ttyUSB0/driver", "sys/bus/drivers/ftdi_sio");
        link("dev/serial/by-id/usb-FTDI_A1-port0", "dev/ttyUSB0");
        link("dev/serial/by-path/platform-1.2", "dev/ttyUSB0");
        folder("sys/class/tty/ttyS9/device");
        file("sys/class/tty/ttyS9/type", "0\n");
        folder("sys/class/tty/tty1");
        assertThat(new Devices(root).serialPorts())
                .containsExactly(new SerialPortName(
                        "/dev/ttyUSB0",
                        List.of("/dev/serial/by-id/usb-FTDI_A1-port0", "/dev/serial/by-path/platform-1.2"),
                        "ftdi_sio",
                        false));
    }

    @Test
    void serialPorts_twinAdapters_areKnownByTheirPathsAlone() throws Exception {
        for (int port = 0; port < 2; port++) {
            String usb = "sys/devices/usb1/1-" + port;
            file(usb + "/idVendor", "1a86\n");
            file(usb + "/idProduct", "7523\n");
            file(usb + "/if0/bInterfaceNumber", "00\n");
            folder(usb + "/if0/ttyUSB" + port);
            file("dev/ttyUSB" + port, "");
            link("sys/class/tty/ttyUSB" + port + "/device", usb + "/if0/ttyUSB" + port);
            link("dev/serial/by-path/usb-" + port, "dev/ttyUSB" + port);
        }
        link("dev/serial/by-id/usb-1a86_USB_Serial-if00-port0", "dev/ttyUSB1"); // udev has one link for both
        assertThat(new Devices(root).serialPorts())
                .containsExactly(
                        new SerialPortName("/dev/ttyUSB0", List.of("/dev/serial/by-path/usb-0"), "", true),
                        new SerialPortName("/dev/ttyUSB1", List.of("/dev/serial/by-path/usb-1"), "", true));
    }

    @Test
    void machine_withoutDevices_hasNone() {
        assertThat(new Devices(root).gpioChips()).isEmpty();
        assertThat(new Devices(root).serialPorts()).isEmpty();
    }
}

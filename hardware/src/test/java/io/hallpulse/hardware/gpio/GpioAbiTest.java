package io.hallpulse.hardware.gpio;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Our sizes, places and numbers against the kernel's own header, as the compilers of a 64 bit and a 32 bit machine read it. */
class GpioAbiTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"gcc", "arm-linux-gnueabihf-gcc"})
    void structuresAndNumbers_areThoseOfTheHeader(String compiler) throws Exception {
        assertThat(compile(compiler, GpioAbi.assertions())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"gcc", "arm-linux-gnueabihf-gcc"})
    void structureThatIsNotTheHeaders_isFound(String compiler) throws Exception {
        String wrong = GpioAbi.assertions()
                .replace("struct gpio_v2_line_request)) == 592", "struct gpio_v2_line_request)) == 588");
        assertThat(compile(compiler, wrong)).contains("static assertion failed");
    }

    /** What the compiler complains of. */
    private String compile(String compiler, String program) throws Exception {
        Path source = folder.resolve("gpio.c");
        Files.writeString(source, program);
        Process process = new ProcessBuilder(compiler, "-fsyntax-only", source.toString())
                .redirectErrorStream(true)
                .start();
        String words = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return words;
    }
}

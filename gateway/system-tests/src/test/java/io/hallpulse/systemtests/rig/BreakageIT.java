package io.hallpulse.systemtests.rig;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each promise can be broken, so that the rigs can be asked for it at any time. */
class BreakageIT {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @ParameterizedTest
    @EnumSource(Breakage.Of.class)
    void promise_brokenOnPurpose_compiles(Breakage.Of what) {
        Breakage broken = Breakage.compile(what, folder);

        assertThat(broken.command(List.of(), Path.of("program.jar"), "Main"))
                .contains(folder.resolve("broken") + ":program.jar");
    }
}

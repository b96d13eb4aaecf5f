package io.hallpulse.systemtests.packages;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** What the packages hold, judged by Debian's own tools. */
class PackageContentsIT {
    private static final Pattern EXPOSURE = Pattern.compile("Overall exposure level for \\S+: ([0-9.]+)");

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource
    void contents_ofEachPackage_belongToRootAndOnlyProgramsRun(DebianPackage deb) throws Exception {
        String programs = "/usr/share/" + deb.title() + "/(terminal-agent|boot-file|gateway)|/usr/bin/hallpulse-screen";

        assertThat(deb.contents())
                .allSatisfy((file, mode) -> assertThat(mode)
                        .as(file)
                        .isEqualTo((file.contains(" -> ")
                                        ? "lrw-r--r--"
                                        : file.matches(programs) ? "-rwxr-xr-x" : "-rw-r--r--")
                                + " root/root"));
    }

    @ParameterizedTest
    @EnumSource
    void contents_ofEachPackage_areProgramUnitSettingsAndDocuments(DebianPackage deb) throws Exception {
        String documents = "/usr/share/doc/" + deb.title() + "/";
        assertThat(deb.contents())
                .containsKeys(
                        "/lib/systemd/system/" + deb.title() + ".service",
                        documents + "copyright",
                        documents + "changelog.gz");
        assertThat(deb.control("control"))
                .contains("Architecture: all\n", "Maintainer: HallPulse maintainers <maintainers@");
        String settings = settings(deb);
        assertThat(deb.control("conffiles")).isEqualTo(settings + "\n");
        assertThat(deb.contents()).containsKey(settings);
        assertThat(deb.contents().keySet()).noneMatch(file -> file.endsWith(".so") || file.startsWith("/var/"));
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "SCREEN")
    void contents_ofAProgram_haveItsManPageNoticeAndBillOfMaterials(DebianPackage deb) throws Exception {
        deb.unpack(folder);
        Path documents = folder.resolve("usr/share/doc").resolve(deb.title());
        String script = deb == DebianPackage.AGENT ? "terminal-agent" : "gateway";

        assertThat(DebianPackage.run("zcat", documents.resolve("NOTICE.gz").toString()))
                .contains("org.xerial:sqlite-jdbc ")
                .doesNotContain("io.hallpulse", "()");
        assertThat(Files.readString(documents.resolve("bom.json"))).contains("\"CycloneDX\"", "pkg:maven/org.xerial/");
        String page = folder.resolve("usr/share/man/man1/" + script + ".1.gz").toString();
        assertThat(DebianPackage.run("zcat", page)).contains(".SS run\n", "\\-\\-config");
        assertThat(Files.readSymbolicLink(folder.resolve("usr/bin/" + script)))
                .isEqualTo(Path.of("../share/" + deb.title() + "/" + script));
    }

    @ParameterizedTest
    @EnumSource
    void lintian_onEachPackage_isQuiet(DebianPackage deb) throws Exception {
        // as root it wants to be told that this is meant
        assertThat(DebianPackage.run(
                        "lintian",
                        "--allow-root",
                        "--profile",
                        "debian",
                        "--fail-on",
                        "error",
                        deb.file().toString()))
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "SCREEN")
    void unit_ofAProgram_isCleanAndShutOff(DebianPackage deb) throws Exception {
        deb.unpack(folder);
        String name = deb.title() + ".service";
        Path shipped = folder.resolve("lib/systemd/system").resolve(name);
        // the program is not installed on this machine
        String text = Files.readString(shipped).replaceAll("(?m)^(Exec\\w+=\\W*)/usr/", "$1" + folder + "/usr/");
        Path unit =
                Files.writeString(Files.createDirectory(folder.resolve("unit")).resolve(name), text);

        assertThat(DebianPackage.run("systemd-analyze", "verify", "--man=no", unit.toString()))
                .isEmpty();
        assertThat(text).contains("Type=notify\n", "WatchdogSec=", "Restart=always\n", "User=" + deb.title() + "\n");
        Matcher exposure = EXPOSURE.matcher(
                DebianPackage.run("systemd-analyze", "security", "--offline=true", "--no-pager", unit.toString()));
        assertThat(exposure.find()).isTrue();
        assertThat(new BigDecimal(exposure.group(1))).isLessThanOrEqualTo(new BigDecimal("2.0"));
    }

    @ParameterizedTest
    @EnumSource
    void scripts_ofEachPackage_areShellAndDeleteDataAtAPurgeAlone(DebianPackage deb) throws Exception {
        for (String name : List.of("postinst", "prerm", "postrm")) {
            Path script = Files.writeString(folder.resolve(name), deb.control(name));
            DebianPackage.run("sh", "-n", script.toString());
        }
        String[] atPurge = deb.control("postrm").split("purge\\)", 2);

        assertThat(atPurge[0]).doesNotContain("/var/lib/");
        assertThat(atPurge[1]).contains("rm -rf ", "\"/var/lib/$name\"");
    }

    private static String settings(DebianPackage deb) {
        return "/etc/hallpulse/"
                + switch (deb) {
                    case AGENT -> "terminal.yaml";
                    case GATEWAY -> "gateway.yaml";
                    case SCREEN -> "screen.conf";
                };
    }
}

package io.hallpulse.domain.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpulse.contract.Reason;
import io.hallpulse.domain.directory.Group;
import io.hallpulse.domain.directory.Name;
import io.hallpulse.domain.directory.Staff;
import io.hallpulse.domain.directory.Window;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

class ProfileTest {
    private static final List<String> NAMES = Profile.NAMES;
    private static final LocalDateTime AT = LocalDateTime.parse("2026-11-22T09:04:05.999");

    @Test
    void form_everythingKnown_isZhejiangs() throws Exception {
        Window window = new Window("A03", new Name("不动产登记", "Property"), "11330200002942062L", "");
        Group department = new Group("11330200002942062L", new Name("自然资源局", "Land"));
        Staff staff = new Staff("s7", new Name("陈静", "Chen Jing"), "", "", "", "", null);

        Form form = profile("zhejiang")
                .form(new RatingFact(
                        "330200", "B-17", RatingFact.KEYS, 2, List.of(213, 214), AT, window, department, staff));

        assertThat(form)
                .isEqualTo(new Form.Filled(Map.of(
                        "areaCode", "330200",
                        "deptCode", "11330200002942062L",
                        "projectNo", "B-17",
                        "proDepart", "自然资源局",
                        "proManager", "陈静",
                        "pf", "4",
                        "satisfaction", "2",
                        "evalDetail", "213,214",
                        "assessTime", "2026-11-22 09:04:05",
                        "dataSource", "133")));
    }

    @Test
    void form_whatIsNotKnown_isLeftOut() throws Exception {
        Window window = new Window("A03", new Name("不动产登记", "Property"), "land", "");

        Form form = profile("shandong")
                .form(new RatingFact(
                        "370100",
                        "B-17",
                        "qr",
                        5,
                        List.of(),
                        AT,
                        window,
                        new Group("land", new Name("自然资源局", "Land")),
                        null));

        assertThat(form)
                .isEqualTo(new Form.Filled(Map.of(
                        "areaCode", "370100",
                        "projectNo", "B-17",
                        "proDepart", "自然资源局",
                        "pf", "3",
                        "pjqd", "3",
                        "satisfaction", "5",
                        "assessTime", "2026-11-22 09:04:05",
                        "winName", "不动产登记")));
    }

    @ParameterizedTest
    @CsvSource({
        "zhejiang, web, 1",
        "zhejiang, miniprogram, 2",
        "zhejiang, qr, 3",
        "zhejiang, keys, 4",
        "zhejiang, sms, 6",
        "zhejiang, default, 7",
        "shandong, paper, 1",
        "shandong, web, 2",
        "shandong, qr, 3",
        "shandong, keys, 4",
        "shandong, phone, 6",
        "shandong, hotline, 6",
        "shandong, sms, 7"
    })
    void form_channel_isTheProvincesCode(String name, String channel, String code) throws Exception {
        assertThat(form(name, channel, 5, AT))
                .isInstanceOfSatisfying(
                        Form.Filled.class, form -> assertThat(form.fields()).containsEntry("pf", code));
    }

    @ParameterizedTest
    @CsvSource({"zhejiang, phone", "zhejiang, paper", "shandong, default", "shandong, miniprogram"})
    void form_channelWithoutCode_isRefusedAndNamed(String name, String channel) throws Exception {
        assertThat(form(name, channel, 5, AT))
                .isEqualTo(new Form.Refused("channel '" + channel + "' has no code in " + name));
    }

    @ParameterizedTest
    @FieldSource("NAMES")
    void form_reasons_areAllThatAreActiveAndNoRetiredOne(String name) throws Exception {
        for (int level = 1; level <= 5; level++) {
            List<Integer> active = Reason.of(level).stream().map(Reason::code).toList();
            assertThat(form(name, "keys", level, AT, active))
                    .isInstanceOfSatisfying(
                            Form.Filled.class,
                            form -> assertThat(form.fields())
                                    .hasEntrySatisfying(
                                            "evalDetail",
                                            codes ->
                                                    assertThat(codes.split(",")).hasSameSizeAs(active)));
        }
        List<Integer> retired = IntStream.rangeClosed(100, 599)
                .filter(Reason::isKnown)
                .boxed()
                .filter(code -> Reason.of(Reason.level(code)).stream().noneMatch(reason -> reason.code() == code))
                .toList();
        assertThat(retired).contains(501, 405, 306, 206, 101);
        for (int code : retired) {
            assertThat(form(name, "keys", Reason.level(code), AT, List.of(code)))
                    .isEqualTo(new Form.Refused("reason " + code + " is retired in " + name));
        }
        assertThat(form(name, "keys", 5, AT, List.of(599)))
                .isEqualTo(new Form.Refused("reason 599 is unknown in " + name));
    }

    @ParameterizedTest
    @FieldSource("NAMES")
    void form_noTime_isRefusedAndNamed(String name) throws Exception {
        assertThat(form(name, "keys", 5, null))
                .isEqualTo(new Form.Refused("assessTime is not known, and " + name + " wants it"));
    }

    private static Form form(String name, String channel, int level, @Nullable LocalDateTime at) throws IOException {
        return form(name, channel, level, at, List.of());
    }

    private static Form form(String name, String channel, int level, @Nullable LocalDateTime at, List<Integer> reasons)
            throws IOException {
        return profile(name).form(new RatingFact("330200", "B-17", channel, level, reasons, at, null, null, null));
    }

    private static Profile profile(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(Profile.class.getResourceAsStream(Profile.file(name)))) {
            return Profile.parse(name, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }
}

package io.hallpulse.gateway.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hallpulse.domain.directory.DirectoryTable;
import io.hallpulse.gateway.testkit.Workbook;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ImportFileTest {
    @Test
    void yaml_keepsWordsAsTheyAreWritten_andTheLinesOfItsEntries() throws Exception {
        ImportFile read = read("""
                # 单位
                units:
                  - id: "007"
                    kind: unit
                    name: {zh: 税务局, en: Tax}
                    from: 2026-01-01

                  - {id: 010, kind: off, parent: "007", to: null, other: [a, b]}
                """);

        assertThat(read.encoding()).isEqualTo("YAML");
        assertThat(read.text())
                .isEqualTo(
                        "id,kind,zh,en,from,parent,to,other\r\n\r\n007,unit,税务局,Tax,2026-01-01,,,\r\n\r\n\r\n\r\n\r\n"
                                + "010,off,,,,007,,a b\r\n");
        assertThat(read("{\"units\": [{\"id\": \"=1+1\", \"name\": {\"zh\": \"甲\\n乙\"}}]}")
                        .text())
                .isEqualTo("id,zh\r\n'=1+1,\"甲\n乙\"\r\n");
    }

    @Test
    void yaml_thatIsNone_isToldWithItsLine() {
        assertThatThrownBy(() -> read("units:\n  - {id: tax\n  - b"))
                .isInstanceOfSatisfying(
                        ImportFile.Unreadable.class,
                        e -> assertThat(e.line())
                                .as("where what is not closed opens")
                                .isEqualTo(2))
                .hasMessageStartingWith("the file is no YAML: ");
        for (String other : List.of("- {id: tax}\n", "offices:\n  - {id: tax}\n", "units: 3\n", "units:\n  - tax\n")) {
            assertThatThrownBy(() -> read(other))
                    .as(other)
                    .isInstanceOf(ImportFile.Unreadable.class)
                    .hasMessage("the file does not say its rows: write them under 'units:', each with its columns");
        }
        assertThatThrownBy(() -> ImportFile.of(DirectoryTable.UNITS, new byte[] {(byte) 0xFF, (byte) 0xFF}))
                .hasMessageStartingWith("the file is neither UTF-8 nor GB 18030");
    }

    @Test
    void csv_isTakenAsItIs() throws Exception {
        ImportFile read = ImportFile.of(DirectoryTable.UNITS, "id,zh\ntax,税务局\n".getBytes(Charset.forName("GB18030")));
        assertThat(read).isEqualTo(new ImportFile("id,zh\ntax,税务局\n", "GB18030"));
    }

    @Test
    void workbook_itsFirstSheet_isReadWithTextsNumbersAndDays() throws Exception {
        byte[] workbook =
                Workbook.of("""
                <row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="inlineStr"><is><t>from</t></is></c>
                <c r="D1" t="inlineStr"><is><t>stars</t></is></c></row>
                <row r="3"><c r="A3" t="s"><v>1</v></c><c r="B3" s="1"><v>46204</v></c><c r="D3"><v>5.0</v></c>
                <c r="E3" s="2"/></row>
                <row><c t="str"><f>A3&amp;"x"</f><v>税x</v></c><c t="b"><v>1</v></c><c/><c><v>1E1</v></c></row>
                """, "id", "<r><t>税</t></r><rPh><t>shui</t></rPh><r><t xml:space=\"preserve\">务 </t></r>");

        ImportFile read = ImportFile.of(DirectoryTable.UNITS, workbook);

        assertThat(read.encoding()).isEqualTo("XLSX");
        assertThat(read.text()).isEqualTo("id,from,,stars\r\n\r\n税务 ,2026-07-01,,5\r\n税x,1,,10\r\n");
    }

    @Test
    void workbook_thatIsBrokenOrUnpacksTooLarge_isRefused() throws Exception {
        byte[] whole = Workbook.of("<row r=\"1\"/>");
        byte[] half = java.util.Arrays.copyOf(whole, whole.length / 2);
        assertThatThrownBy(() -> ImportFile.of(DirectoryTable.UNITS, half))
                .hasMessage("the file is no workbook that can be read; save it as xlsx or as CSV UTF-8");
        assertThatThrownBy(() -> ImportFile.of(
                        DirectoryTable.UNITS, Workbook.of("<row r=\"20000\"><c r=\"A20000\"><v>1</v></c></row>")))
                .hasMessageStartingWith("the sheet has cells beyond row 10000");
        assertThatThrownBy(() -> ImportFile.of(DirectoryTable.UNITS, Workbook.of(" ".repeat(17 * 1024 * 1024))))
                .hasMessageStartingWith("the workbook is too large when unpacked");
        assertThatThrownBy(() ->
                        ImportFile.of(DirectoryTable.UNITS, Workbook.of("<row r=\"1\"><c t=\"s\"><v>7</v></c></row>")))
                .hasMessageStartingWith("the file is no workbook");
    }

    private static ImportFile read(String text) throws Exception {
        return ImportFile.of(DirectoryTable.UNITS, text.getBytes(StandardCharsets.UTF_8));
    }
}

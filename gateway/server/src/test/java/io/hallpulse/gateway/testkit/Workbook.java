package io.hallpulse.gateway.testkit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A workbook (xlsx) with one sheet, as spreadsheets write it. */
public final class Workbook {
    private Workbook() {}

    /**
     * One of these rows.
     *
     * @param rows in SpreadsheetML
     * @param shared texts that cells name by their number, in SpreadsheetML or plain
     */
    public static byte[] of(String rows, String... shared) throws IOException {
        String main = "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"";
        String relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
        StringBuilder texts = new StringBuilder();
        for (String text : shared) {
            texts.append("<si>")
                    .append(text.startsWith("<") ? text : "<t>" + text + "</t>")
                    .append("</si>");
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            put(
                    zip,
                    "xl/workbook.xml",
                    "<workbook " + main + " xmlns:r=\"" + relations
                            + "\"><sheets><sheet name=\"单位\" sheetId=\"7\" r:id=\"rId3\"/></sheets></workbook>");
            put(
                    zip,
                    "xl/_rels/workbook.xml.rels",
                    "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/"
                            + "2006/relationships\"><Relationship Id=\"rId1\" Target=\"styles.xml\"/>"
                            + "<Relationship Id=\"rId3\" Target=\"worksheets/sheet7.xml\"/></Relationships>");
            put(zip, "xl/sharedStrings.xml", "<sst " + main + ">" + texts + "</sst>");
            put(
                    zip,
                    "xl/worksheets/sheet7.xml",
                    "<worksheet " + main + "><sheetData>" + rows + "</sheetData></worksheet>");
        }
        return bytes.toByteArray();
    }

    private static void put(ZipOutputStream zip, String name, String xml) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + xml).getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
    }
}

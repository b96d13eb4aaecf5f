package io.hallpulse.gateway.directory;

import io.hallpulse.domain.directory.Csv;
import io.hallpulse.gateway.directory.ImportFile.Unreadable;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a workbook's first sheet (ECMA-376, SpreadsheetML), with the JDK's own reader of XML: the usual libraries bring seven jars of
 * 3 MB to the gateway for one form. It takes texts, numbers and days; a formula is what it came to when it was saved.
 */
final class XlsxRows {
    private static final int MOST_BYTES = 16 * 1024 * 1024;
    private static final int MOST_ROWS = 10_000;
    private static final int MOST_COLUMNS = 100;
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,30}(\\.[0-9]{1,30})?([eE][+-]?[0-9]{1,2})?");
    private static final Set<String> DAYS = Set.of("from", "to");
    /** The day before the first that spreadsheets count, shifted by the leap day that 1900 had for the first of them alone. */
    private static final LocalDate DAY_0 = LocalDate.of(1899, 12, 30);

    private final Map<String, byte[]> parts = new HashMap<>();
    private final List<String> shared = new ArrayList<>();
    private final SortedMap<Integer, SortedMap<Integer, String>> rows = new TreeMap<>();

    private XlsxRows() {}

    static boolean isOne(byte[] bytes) {
        return bytes.length > 4 && bytes[0] == 'P' && bytes[1] == 'K' && bytes[2] == 3 && bytes[3] == 4;
    }

    /** The first sheet as comma-separated values, each row on the line of its number. */
    static String csv(byte[] workbook) throws Unreadable {
        XlsxRows read = new XlsxRows();
        try {
            read.unpack(workbook);
            read.readShared();
            read.readSheet();
        } catch (XMLStreamException | IOException | IllegalArgumentException e) {
            Unreadable unreadable =
                    new Unreadable("the file is no workbook that can be read; save it as xlsx or as CSV UTF-8", 0);
            unreadable.initCause(e);
            throw unreadable;
        }
        return read.text();
    }

    /** Parts that are wanted, against a small file that unpacks to a large one. */
    private void unpack(byte[] workbook) throws IOException, Unreadable {
        int left = MOST_BYTES;
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(workbook))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                byte[] part = zip.readNBytes(left + 1);
                left -= part.length;
                if (left < 0) {
                    throw new Unreadable("the workbook is too large when unpacked; save its rows as CSV UTF-8", 0);
                }
                parts.put(entry.getName(), part);
            }
        }
    }

    private XMLStreamReader open(String part) throws XMLStreamException, IOException {
        byte[] bytes = parts.get(part);
        if (bytes == null) {
            throw new IOException("it has no part " + part);
        }
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        return factory.createXMLStreamReader(new ByteArrayInputStream(bytes));
    }

    /** Where the first sheet is: the workbook names it by a relation. */
    private String firstSheet() throws XMLStreamException, IOException {
        XMLStreamReader book = open("xl/workbook.xml");
        String relation = "";
        while (relation.isEmpty() && isNextElement(book)) {
            if (book.getLocalName().equals("sheet")) {
                relation = attribute(book, "http://schemas.openxmlformats.org/officeDocument/2006/relationships", "id");
            }
        }
        XMLStreamReader relations = open("xl/_rels/workbook.xml.rels");
        while (isNextElement(relations)) {
            if (relations.getLocalName().equals("Relationship")
                    && attribute(relations, null, "Id").equals(relation)) {
                String target = attribute(relations, null, "Target");
                return target.startsWith("/") ? target.substring(1) : "xl/" + target;
            }
        }
        throw new IOException("the workbook has no sheet");
    }

    private static boolean isNextElement(XMLStreamReader xml) throws XMLStreamException {
        while (xml.hasNext()) {
            if (xml.next() == XMLStreamReader.START_ELEMENT) {
                return true;
            }
        }
        return false;
    }

    private static String attribute(XMLStreamReader xml, @Nullable String namespace, String name) {
        String value = xml.getAttributeValue(namespace, name);
        return value == null ? "" : value;
    }

    private void readShared() throws XMLStreamException, IOException {
        if (!parts.containsKey("xl/sharedStrings.xml")) {
            return;
        }
        XMLStreamReader xml = open("xl/sharedStrings.xml");
        while (isNextElement(xml)) {
            if (xml.getLocalName().equals("si")) {
                shared.add(texts(xml, "si"));
            }
        }
    }

    /** The texts within an element, all but how they are pronounced. */
    private static String texts(XMLStreamReader xml, String within) throws XMLStreamException {
        StringBuilder text = new StringBuilder();
        boolean spoken = false;
        while (xml.hasNext()) {
            int event = xml.next();
            if (event == XMLStreamReader.END_ELEMENT) {
                if (xml.getLocalName().equals(within)) {
                    break;
                }
                spoken = spoken && !xml.getLocalName().equals("rPh");
            } else if (event == XMLStreamReader.START_ELEMENT) {
                if (xml.getLocalName().equals("rPh")) {
                    spoken = true;
                } else if (!spoken
                        && (xml.getLocalName().equals("t") || xml.getLocalName().equals("v"))) {
                    text.append(xml.getElementText());
                }
            }
        }
        return text.toString();
    }

    private void readSheet() throws XMLStreamException, IOException, Unreadable {
        XMLStreamReader xml = open(firstSheet());
        int row = 0;
        int column = 0;
        while (isNextElement(xml)) {
            if (xml.getLocalName().equals("row")) {
                String number = attribute(xml, null, "r");
                row = number.isEmpty() ? row + 1 : Integer.parseInt(number);
                column = 0;
            } else if (xml.getLocalName().equals("c")) {
                String place = attribute(xml, null, "r").replaceAll("[0-9]", "");
                column = place.isEmpty() ? column + 1 : column(place);
                String text = cell(attribute(xml, null, "t"), texts(xml, "c"));
                if (text.isEmpty()) {
                    continue;
                }
                if (row > MOST_ROWS || column > MOST_COLUMNS) {
                    throw new Unreadable(
                            "the sheet has cells beyond row " + MOST_ROWS + " or column " + MOST_COLUMNS + "; part it",
                            0);
                }
                rows.computeIfAbsent(row, any -> new TreeMap<>()).put(column, text);
            }
        }
    }

    /** A column's letters as a number: A is 1, AA is 27. */
    private static int column(String letters) {
        int column = 0;
        for (char letter : letters.toCharArray()) {
            column = Math.min(MOST_COLUMNS + 1, column * 26 + letter - 'A' + 1);
        }
        return column;
    }

    private String cell(String type, String text) {
        if (type.equals("s")) {
            int index = Integer.parseInt(text.strip());
            if (index < 0 || index >= shared.size()) {
                throw new IllegalArgumentException("no shared text " + index);
            }
            return shared.get(index);
        }
        boolean isNumber = (type.isEmpty() || type.equals("n"))
                && NUMBER.matcher(text.strip()).matches();
        return isNumber ? new BigDecimal(text.strip()).stripTrailingZeros().toPlainString() : text;
    }

    private String text() {
        SortedMap<Integer, String> head = rows.getOrDefault(1, new TreeMap<>());
        int width = head.isEmpty() ? 0 : head.lastKey();
        StringBuilder lines = new StringBuilder();
        int number = 1;
        for (Map.Entry<Integer, SortedMap<Integer, String>> row : rows.entrySet()) {
            for (; number < row.getKey(); number++) {
                lines.append("\r\n");
            }
            lines.append(Csv.line(cells(head, width, row.getKey(), row.getValue())));
            number++;
        }
        return lines.toString();
    }

    private static List<String> cells(
            SortedMap<Integer, String> head, int width, int number, SortedMap<Integer, String> row) {
        List<String> cells = new ArrayList<>();
        for (int column = 1; column <= Math.max(width, row.lastKey()); column++) {
            String text = row.getOrDefault(column, "");
            boolean isDay =
                    number > 1 && DAYS.contains(head.getOrDefault(column, "").strip()) && text.matches("[1-9][0-9]{4}");
            cells.add(isDay ? DAY_0.plusDays(Long.parseLong(text)).toString() : text);
        }
        while (cells.size() > width && cells.get(cells.size() - 1).isBlank()) {
            cells.remove(cells.size() - 1);
        }
        return cells;
    }
}

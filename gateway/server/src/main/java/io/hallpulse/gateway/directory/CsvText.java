package io.hallpulse.gateway.directory;

import java.lang.Character.UnicodeScript;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The text of a file from a spreadsheet, and the encoding that it was read by: UTF-8, with or without its mark, else GB 18030.
 *
 * @param encoding its name, {@code UTF-8} or {@code GB18030}
 */
public record CsvText(String text, String encoding) {
    private static final Charset GB_18030 = Charset.forName("GB18030");
    private static final char MARK = '\uFEFF';
    /** The first character that UTF-8 writes in three bytes; Chinese begins above it. */
    private static final int THREE_BYTES = 0x800;

    /**
     * Reads it. A text in GB 18030 may by chance be one in UTF-8 too, of Greek and Cyrillic letters; where the other reading is Chinese
     * alone, that is the one.
     *
     * @return empty where it is neither
     */
    public static Optional<CsvText> of(byte[] bytes) {
        Optional<String> utf8 = decoded(bytes, StandardCharsets.UTF_8);
        if (utf8.isPresent() && !isOfTwoBytes(utf8.get())) {
            String text = utf8.get();
            return Optional.of(new CsvText(
                    !text.isEmpty() && text.charAt(0) == MARK ? text.substring(1) : text,
                    StandardCharsets.UTF_8.name()));
        }
        Optional<String> gb = decoded(bytes, GB_18030);
        if (utf8.isPresent() && !gb.map(CsvText::isChinese).orElse(false)) {
            return utf8.map(text -> new CsvText(text, StandardCharsets.UTF_8.name()));
        }
        return gb.map(text -> new CsvText(text, GB_18030.name()));
    }

    private static Optional<String> decoded(byte[] bytes, Charset charset) {
        try {
            return Optional.of(
                    charset.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    /** Whether it has letters beyond ASCII, and all of them are such as UTF-8 writes in two bytes. */
    private static boolean isOfTwoBytes(String text) {
        return text.chars().anyMatch(c -> c >= 0x80) && text.chars().allMatch(c -> c < THREE_BYTES);
    }

    private static boolean isChinese(String text) {
        return text.codePoints().filter(c -> c >= 0x80).allMatch(c -> UnicodeScript.of(c) == UnicodeScript.HAN);
    }
}

package io.hallpulse.gateway.config;

import io.hallpulse.runtime.disk.FileFault;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The operators' logins: a line {@code name:bcrypt} each, as {@code htpasswd -B} writes them too. Empty lines and those that begin with # are passed over. */
public final class OperatorsFile {
    /** What an operator may be called. */
    public static final Pattern NAME = Pattern.compile("[A-Za-z0-9._@-]{1,64}");

    private static final Pattern LINE = Pattern.compile("(" + NAME + "):(\\$2[aby]\\$(\\d\\d)\\$[./A-Za-z0-9]{53})");
    /** A dearer one would take a small box seconds for each guess. */
    private static final int DEAREST = 14;

    private OperatorsFile() {}

    /**
     * Names and hashes.
     *
     * @throws IOException with one line that names the file and its line, and the mend
     */
    public static Map<String, String> read(Path file) throws IOException {
        Map<String, String> operators = new LinkedHashMap<>();
        List<String> lines = lines(file);
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            Matcher parts = LINE.matcher(line);
            if (!parts.matches()) {
                throw new IOException(
                        file + ":" + (i + 1) + ": no line name:bcrypt; 'gateway operator NAME' prints one");
            }
            int cost = Integer.parseInt(parts.group(3));
            if (cost < 4 || cost > DEAREST) {
                throw new IOException(
                        file + ":" + (i + 1) + ": a bcrypt cost of " + cost + "; 4 to " + DEAREST + " are taken");
            }
            if (operators.put(parts.group(1), parts.group(2)) != null) {
                throw new IOException(file + ":" + (i + 1) + ": " + parts.group(1) + " stands twice");
            }
        }
        if (operators.isEmpty()) {
            throw new IOException(file + ": no operator is in it; add a line that 'gateway operator NAME' prints");
        }
        return operators;
    }

    private static List<String> lines(Path file) throws IOException {
        try {
            if (Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_READ)) {
                throw new IOException(file + " can be read by every user of this machine; chmod 600 " + file);
            }
            String text = Files.readString(file);
            return (text.startsWith("\ufeff") ? text.substring(1) : text)
                    .lines()
                    .toList();
        } catch (NoSuchFileException e) {
            throw new IOException(file + " does not exist; make it with 'gateway operator NAME > " + file + "'", e);
        } catch (FileSystemException | CharacterCodingException e) {
            throw FileFault.of(file, e);
        }
    }
}

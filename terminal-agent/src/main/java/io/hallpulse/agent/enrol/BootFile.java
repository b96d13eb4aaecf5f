package io.hallpulse.agent.enrol;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The file on the card's first partition that any computer or phone can write: {@code gateway=https://…} and {@code code=…}. For a terminal
 * that nobody has a keyboard for.
 */
final class BootFile {
    private static final long LARGEST_BYTES = 4096;

    private final Path file;

    BootFile(Path file) {
        this.file = file;
    }

    /** What stands behind a name; empty where nothing does, or there is no such file. */
    Optional<String> value(String name) throws IOException {
        if (!Files.isRegularFile(file) || Files.size(file) > LARGEST_BYTES) {
            return Optional.empty();
        }
        return lines().stream()
                .map(line -> line.replace("\ufeff", "").split("=", 2))
                .filter(parts -> parts.length == 2 && parts[0].strip().equalsIgnoreCase(name))
                .map(parts -> parts[1].strip())
                .filter(value -> !value.isEmpty())
                .findFirst();
    }

    /** Takes the code out, which is of no more use to this terminal and must be of none to whoever finds the card. */
    void blankCode() throws IOException {
        List<String> blank = lines().stream()
                .map(line -> line.replaceFirst("(?i)^(\ufeff?\\s*code\\s*=).*", "$1"))
                .toList();
        Files.write(file, blank);
    }

    private List<String> lines() throws IOException {
        return Files.readString(file).lines().toList();
    }

    @Override
    public String toString() {
        return file.toString();
    }
}

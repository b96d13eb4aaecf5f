package io.hallpulse.agent.config;

import io.hallpulse.hardware.Answer;
import io.hallpulse.runtime.config.Setting;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** WAV files, one for each thing that may become of a press. A missing file or sound card is a warning, never a fault. */
public record SoundConfig(
        @Setting(value = "WAV file for a press that is stored", optional = true) @Nullable
        Path stored,

        @Setting(value = "WAV file for a repeat of a press that counts already", optional = true) @Nullable
        Path alreadyCounted,

        @Setting(value = "WAV file for a press that could not be stored", optional = true) @Nullable
        Path notStored,

        @Setting(value = "WAV file for a press while nobody is served", optional = true) @Nullable
        Path outOfService) {
    /** The files by the answer that they play. */
    public Map<Answer, Path> files() {
        Map<Answer, Path> files = new EnumMap<>(Answer.class);
        put(files, Answer.STORED, stored);
        put(files, Answer.ALREADY_COUNTED, alreadyCounted);
        put(files, Answer.NOT_STORED, notStored);
        put(files, Answer.OUT_OF_SERVICE, outOfService);
        return files;
    }

    private static void put(Map<Answer, Path> files, Answer answer, @Nullable Path file) {
        if (file != null) {
            files.put(answer, file);
        }
    }
}

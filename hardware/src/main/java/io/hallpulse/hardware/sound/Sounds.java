package io.hallpulse.hardware.sound;

import io.hallpulse.hardware.Answer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.Clip;
import javax.sound.sampled.LineUnavailableException;
import javax.sound.sampled.UnsupportedAudioFileException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The sounds of this terminal, loaded once. A sound that cannot be had is a warning when it is loaded, and silence after. */
final class Sounds {
    private static final Logger log = LoggerFactory.getLogger(Sounds.class);

    private final Map<Answer, Clip> clips = new EnumMap<>(Answer.class);

    /** Loads WAV files; for one thread. */
    void load(Map<Answer, Path> files) {
        files.forEach((answer, file) -> {
            try (AudioInputStream sound = AudioSystem.getAudioInputStream(file.toFile())) {
                Clip clip = AudioSystem.getClip();
                clip.open(sound);
                clips.put(answer, clip);
            } catch (IOException
                    | UnsupportedAudioFileException
                    | LineUnavailableException
                    | IllegalArgumentException
                    | LinkageError e) {
                log.warn(
                        "sound {}: cannot be played ({}); give a WAV file that this user may read, and check the sound card",
                        file,
                        e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage());
            }
        });
    }

    /** Plays from the beginning, in place of what still sounds. */
    void play(Answer answer) {
        Clip clip = clips.get(answer);
        if (clip != null) {
            clip.stop();
            clip.setFramePosition(0);
            clip.start();
        }
    }

    void close() {
        clips.values().forEach(Clip::close);
        clips.clear();
    }
}

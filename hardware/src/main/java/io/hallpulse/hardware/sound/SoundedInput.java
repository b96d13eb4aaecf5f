package io.hallpulse.hardware.sound;

import io.hallpulse.hardware.Answer;
import io.hallpulse.hardware.InputHealth;
import io.hallpulse.hardware.KeyInput;
import io.hallpulse.hardware.KeyListener;
import io.hallpulse.hardware.KeyPress;
import io.hallpulse.hardware.MeterSignal;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/** An input whose answers also sound. The sound card has a thread of its own, which may be slow without holding up a press. */
public final class SoundedInput implements KeyInput {
    private static final int MOST_WAITING = 2;

    private final KeyInput input;
    private final Map<Answer, Path> files;
    private final BlockingQueue<Answer> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
    private final Thread thread;

    /** @param files WAV files by the answer they play; answers without one stay silent */
    public SoundedInput(KeyInput input, Map<Answer, Path> files) {
        this.input = input;
        this.files = new EnumMap<>(files);
        this.thread = new Thread(this::play, "sound-" + input.id());
        thread.setDaemon(true);
    }

    @Override
    public String id() {
        return input.id();
    }

    @Override
    public void start(KeyListener listener) {
        input.start(listener);
        thread.start();
    }

    private void play() {
        Sounds sounds = new Sounds();
        try {
            sounds.load(files);
            while (true) {
                sounds.play(waiting.take());
            }
        } catch (InterruptedException e) {
            sounds.close();
        }
    }

    /** The lamp and the wire come first; a sound that would have to wait is dropped. */
    @Override
    public void answer(KeyPress press, Answer answer) {
        input.answer(press, answer);
        waiting.offer(answer);
    }

    @Override
    public void show(MeterSignal signal) {
        input.show(signal);
    }

    @Override
    public InputHealth health() {
        return input.health();
    }

    @Override
    public void close() {
        thread.interrupt();
        input.close();
    }
}

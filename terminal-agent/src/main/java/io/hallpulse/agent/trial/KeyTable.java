package io.hallpulse.agent.trial;

import io.hallpulse.agent.config.AgentConfig;
import io.hallpulse.agent.config.InputConfig;
import io.hallpulse.agent.config.KeyMeaning;
import io.hallpulse.hardware.Answer;
import io.hallpulse.hardware.KeyPress;
import java.util.ArrayList;
import java.util.List;

/** The keys of all key maps, and which of them have been pressed. For one thread. */
public final class KeyTable {
    /** A key that has a meaning. */
    public record Key(String input, String key, KeyMeaning meaning) {
        /** For one line of many. */
        public String inShort() {
            return input + " " + key + " (" + meaning.english() + ")";
        }

        @Override
        public String toString() {
            return input + "  按键 key " + key + "  " + meaning.text();
        }
    }

    private final List<Key> missing = new ArrayList<>();
    private final List<Key> pressed = new ArrayList<>();

    public KeyTable(AgentConfig config) {
        for (InputConfig input : config.inputs()) {
            input.keys().forEach((key, meaning) -> missing.add(new Key(input.id(), key, meaning)));
        }
    }

    /** The keys that have not come yet. */
    public List<Key> missing() {
        return missing;
    }

    /** Takes note of a press, and returns its line. */
    public String row(KeyPress press, Answer answer) {
        String named = press.input() + "  按键 key " + press.key();
        if (answer == Answer.NOT_STORED) {
            return "✗ " + named + "  未存储 not stored";
        } else if (press.simultaneous()) {
            return "✗ " + named + "  两个键同时按下 together with another key";
        }
        for (Key key : pressed) {
            if (key.input().equals(press.input()) && key.key().equals(press.key())) {
                return "  " + key + "  再次 again";
            }
        }
        for (Key key : missing) {
            if (key.input().equals(press.input()) && key.key().equals(press.key())) {
                missing.remove(key);
                pressed.add(key);
                return "✓ " + key;
            }
        }
        return "✗ " + named + "  不在按键表中 not in the key map";
    }
}

package io.hallpulse.agent.config;

import java.util.Arrays;

/** The file's words and the hardware's constants: {@code twosComplement} is {@code TWOS_COMPLEMENT}. */
final class Words {
    private Words() {}

    /** The constant of the same name, written otherwise. */
    static <E extends Enum<E>> E same(Class<E> type, Enum<?> word) {
        String name = word.name().replace("_", "");
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> constant.name().replace("_", "").equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(word + " is none of " + type.getSimpleName()));
    }
}

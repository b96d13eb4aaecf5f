package io.hallpulse.gateway.config;

import io.hallpulse.contract.Identifiers;
import io.hallpulse.domain.directory.Window;
import io.hallpulse.runtime.config.Setting;

/** One service counter. */
public record WindowConfig(
        @Setting("its identifier, unique in the hall") String id,
        @Setting("what people call it") Name name,

        @Setting(value = "the department that serves there", byDefault = "\"\"")
        String department,

        @Setting(value = "the kind of service", byDefault = "\"\"")
        String category) {
    public WindowConfig {
        Identifiers.requireIdentifier("window", id);
    }

    /** As the directory has it. */
    Window window() {
        return new Window(id, name.name(), department, category);
    }
}

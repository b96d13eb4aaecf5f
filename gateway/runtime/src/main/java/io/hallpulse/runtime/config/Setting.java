package io.hallpulse.runtime.config;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Describes one key of a configuration file, on a record's component of the same name. A component that is neither
 * {@link #byDefault} nor {@link #optional} is required.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Setting {
    /** What it does, for the reference: one sentence without a full stop. */
    String value();

    /** The default as it would stand in the file, in YAML; empty for none. */
    String byDefault() default "";

    /** Whether it may be left out although it has no default; the component is then {@code @Nullable}. */
    boolean optional() default false;
}

/**
 * The grammar of the two programs' configuration files: strict YAML bound to records, where the annotations on the records
 * are the single source of keys, defaults, descriptions and the printed reference. Text in, values out; no I/O.
 */
@NullMarked
package io.hallpulse.runtime.config;

import org.jspecify.annotations.NullMarked;

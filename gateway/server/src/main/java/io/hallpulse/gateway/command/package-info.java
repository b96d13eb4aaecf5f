/** The words that people type: {@code gateway run}, {@code check}, {@code demo}. What a command starts, it also ends. */
@NullMarked
package io.hallpulse.gateway.command;

import org.jspecify.annotations.NullMarked;

/** Where an answer sounds: sound files are played once the fate of a press is known. Missing sound never harms a press. */
@NullMarked
package io.hallpulse.hardware.sound;

import org.jspecify.annotations.NullMarked;

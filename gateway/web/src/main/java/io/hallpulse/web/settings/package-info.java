/** What the gateway was started with. */
@NullMarked
package io.hallpulse.web.settings;

import org.jspecify.annotations.NullMarked;

/** The scores of a hall's windows as they are published. */
@NullMarked
package io.hallpulse.web.live;

import org.jspecify.annotations.NullMarked;

/** How a hall was rated over a range of days. */
@NullMarked
package io.hallpulse.web.history;

import org.jspecify.annotations.NullMarked;

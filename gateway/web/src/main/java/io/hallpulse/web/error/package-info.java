/** What a browser shows in place of a page that could not be had. */
@NullMarked
package io.hallpulse.web.error;

import org.jspecify.annotations.NullMarked;

/** The directory: its tables, a row to change, a file to take rows from, and the notices for the screen. */
@NullMarked
package io.hallpulse.web.directory;

import org.jspecify.annotations.NullMarked;

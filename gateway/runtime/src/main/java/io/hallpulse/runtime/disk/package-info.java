/** Files and folders of both programs that hold what citizens pressed: made for their owner alone, whatever the umask. */
@NullMarked
package io.hallpulse.runtime.disk;

import org.jspecify.annotations.NullMarked;

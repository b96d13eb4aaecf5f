/** The page of an open call on which anybody votes, and the pages of sheets of paper. */
@NullMarked
package io.hallpulse.web.ballot;

import org.jspecify.annotations.NullMarked;

/** What is published of assessments, as anybody sees it on a screen, on paper and on a phone. */
@NullMarked
package io.hallpulse.web.publication;

import org.jspecify.annotations.NullMarked;

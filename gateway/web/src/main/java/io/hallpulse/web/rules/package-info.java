/** The page of fraud rules: what each flags, what a change would make of last month, and how far it is applied. */
@NullMarked
package io.hallpulse.web.rules;

import org.jspecify.annotations.NullMarked;

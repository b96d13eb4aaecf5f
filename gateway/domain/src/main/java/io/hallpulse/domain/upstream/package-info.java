/**
 * What the province is told of a rating, and when: the tables of each province's form, and whether a rating can still change. No form
 * stands in code; another province is another table.
 */
@NullMarked
package io.hallpulse.domain.upstream;

import org.jspecify.annotations.NullMarked;

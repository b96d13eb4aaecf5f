/** What queue machines tell of services: how many tickets were closed. */
@NullMarked
package io.hallpulse.domain.ticket;

import org.jspecify.annotations.NullMarked;

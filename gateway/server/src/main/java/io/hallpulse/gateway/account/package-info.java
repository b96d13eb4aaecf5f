/**
 * The account of all presses and the fleet of terminals: the same numbers for command, HTTP and console, from
 * the database alone.
 */
@NullMarked
package io.hallpulse.gateway.account;

import org.jspecify.annotations.NullMarked;

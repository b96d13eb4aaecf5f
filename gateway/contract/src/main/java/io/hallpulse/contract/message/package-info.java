/** The messages of the contract as values, and their JSON. A press leaves the terminal and enters the gateway here. */
@NullMarked
package io.hallpulse.contract.message;

import org.jspecify.annotations.NullMarked;

@NullMarked
package io.hallpulse.gateway.command;

import org.jspecify.annotations.NullMarked;

@NullMarked
package io.hallpulse.agent.command;

import org.jspecify.annotations.NullMarked;

/** What a technician types: starts and checks the agent, and asks a running one. Errors are one line, and exit codes are few. */
@NullMarked
package io.hallpulse.agent.command;

import org.jspecify.annotations.NullMarked;

/** What a technician types: starts and checks the agent, and queries a running one. Errors are one line, and exit codes are few. */
@NullMarked
package io.hallpulse.agent.command;

import org.jspecify.annotations.NullMarked;

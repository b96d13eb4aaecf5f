@NullMarked
package io.hallpulse.agent.fault;

import org.jspecify.annotations.NullMarked;

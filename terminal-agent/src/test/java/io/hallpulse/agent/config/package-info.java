@NullMarked
package io.hallpulse.agent.config;

import org.jspecify.annotations.NullMarked;

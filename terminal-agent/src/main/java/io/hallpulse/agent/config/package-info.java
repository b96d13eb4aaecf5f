/** What a technician wrote down, as checked values: which windows, which inputs, which key means which level. No press comes here. */
@NullMarked
package io.hallpulse.agent.config;

import org.jspecify.annotations.NullMarked;

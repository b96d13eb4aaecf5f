@NullMarked
package io.hallpulse.gateway.http;

import org.jspecify.annotations.NullMarked;

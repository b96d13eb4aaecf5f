@NullMarked
package io.hallpulse.gateway.demo;

import org.jspecify.annotations.NullMarked;

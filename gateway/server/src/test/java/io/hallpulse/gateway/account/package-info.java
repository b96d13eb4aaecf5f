@NullMarked
package io.hallpulse.gateway.account;

import org.jspecify.annotations.NullMarked;

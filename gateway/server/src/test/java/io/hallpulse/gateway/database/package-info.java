@NullMarked
package io.hallpulse.gateway.database;

import org.jspecify.annotations.NullMarked;

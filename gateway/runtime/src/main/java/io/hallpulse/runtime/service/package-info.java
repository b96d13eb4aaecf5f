/** What a program says to the service manager that started it. */
@NullMarked
package io.hallpulse.runtime.service;

import org.jspecify.annotations.NullMarked;

/** Who a program is to others over TLS, and whom it trusts. */
@NullMarked
package io.hallpulse.runtime.tls;

import org.jspecify.annotations.NullMarked;

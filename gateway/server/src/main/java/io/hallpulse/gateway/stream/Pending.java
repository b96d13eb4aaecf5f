package io.hallpulse.gateway.stream;

import org.jspecify.annotations.Nullable;

/** What waits to be written to one client. The streams' thread. */
interface Pending {
    /** How long a browser waits before it comes again, in milliseconds: each stream begins with it. */
    byte[] OPENING = {'r', 'e', 't', 'r', 'y', ':', ' ', '2', '0', '0', '0', '\n', '\n'};

    /** Takes what is to be written next; null where nothing is. Bounded, however slowly it is taken. */
    byte @Nullable [] take();
}

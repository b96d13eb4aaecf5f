/** The protocol between agent and gateway as a model: the real decision code of both sides over a link that fails in every way. */
@NullMarked
package io.hallpulse.systemtests.protocol;

import org.jspecify.annotations.NullMarked;

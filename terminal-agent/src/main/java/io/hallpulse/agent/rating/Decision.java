package io.hallpulse.agent.rating;

import io.hallpulse.contract.message.Press;
import io.hallpulse.hardware.Answer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The decision upon an event.
 *
 * @param state the rules' state from now on, once the presses are stored
 * @param presses to be stored, in this order; often none or one
 * @param answer to the key once they are stored; null where no key was pressed
 */
public record Decision(
        RatingState state, List<Press> presses, @Nullable Answer answer) {}

package io.hallpulse.web.visits;

import io.hallpulse.web.Words;

/**
 * The page on an inspector's phone before its script has asked for anything: nothing of anybody, since the phone keeps it.
 *
 * @param t the language that it begins in
 */
public record VisitsPage(Words t) {}

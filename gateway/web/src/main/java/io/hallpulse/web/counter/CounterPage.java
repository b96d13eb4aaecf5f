package io.hallpulse.web.counter;

/**
 * A counter's page.
 *
 * @param version of what it tells, by which the page knows that it has changed
 */
public record CounterPage(CounterView counter, String version) {}

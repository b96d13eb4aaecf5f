package io.hallpulse.gateway.score;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;

/**
 * One hour of a hall's day.
 *
 * @param hour of the hall's clock, 0 to 23
 * @param satisfaction 0 to 1, three decimals
 */
@JsonPropertyOrder({"hour", "satisfaction"})
public record CurvePoint(int hour, double satisfaction) {}

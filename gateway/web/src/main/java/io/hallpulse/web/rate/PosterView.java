package io.hallpulse.web.rate;

import io.hallpulse.web.QrCode;

/**
 * A sheet of paper for the counter, in both languages: where it is rated.
 *
 * @param window its id
 */
public record PosterView(String hallZh, String hallEn, String window, String windowZh, String windowEn, QrCode code) {}

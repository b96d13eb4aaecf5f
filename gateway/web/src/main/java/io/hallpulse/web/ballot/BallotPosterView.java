package io.hallpulse.web.ballot;

import io.hallpulse.web.QrCode;
import io.hallpulse.web.ballot.BallotView.Label;

/** A sheet of paper for the hall, in both languages: where people vote. */
public record BallotPosterView(Label authority, Label scheme, String round, boolean box, String closes, QrCode code) {}

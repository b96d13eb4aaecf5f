package io.hallpulse.gateway.enrolment;

import io.nayuki.qrcodegen.QrCode;

/** A text as a QR code (ISO/IEC 18004), with the quiet zone that readers want around it. */
public final class QrPicture {
    private static final int QUIET = 2;

    private final QrCode code;

    public QrPicture(String text) {
        code = QrCode.encodeText(text, QrCode.Ecc.MEDIUM);
    }

    /** How many modules it is wide and high, its quiet zone included. */
    public int size() {
        return code.size + 2 * QUIET;
    }

    /** Its dark modules as the path of an SVG picture, a unit each. */
    public String path() {
        StringBuilder path = new StringBuilder();
        for (int y = 0; y < size(); y++) {
            for (int x = 0; x < size(); x++) {
                if (isDark(x, y)) {
                    path.append('M').append(x).append(' ').append(y).append("h1v1h-1z");
                }
            }
        }
        return path.toString();
    }

    /** For a terminal: two modules a character, light ones drawn, since most terminals are dark. */
    public String text() {
        StringBuilder text = new StringBuilder();
        for (int y = 0; y < size(); y += 2) {
            for (int x = 0; x < size(); x++) {
                boolean upper = !isDark(x, y);
                boolean lower = y + 1 < size() && !isDark(x, y + 1);
                text.append(upper ? lower ? '█' : '▀' : lower ? '▄' : ' ');
            }
            text.append('\n');
        }
        return text.toString();
    }

    private boolean isDark(int x, int y) {
        return code.getModule(x - QUIET, y - QUIET);
    }
}

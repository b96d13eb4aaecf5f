package io.hallpulse.gateway.pages;

/**
 * A colour in linear light, as people of one kind of sight see it.
 *
 * @param red 0 to 1
 * @param green 0 to 1
 * @param blue 0 to 1
 */
record Colour(double red, double green, double blue) {
    /** Kinds of colour vision: Machado, Oliveira and Fernandes 2009 at severity 1, and a grey picture. */
    enum Sight {
        NORMAL(1, 0, 0, 0, 1, 0, 0, 0, 1),
        PROTANOPIA(0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998),
        DEUTERANOPIA(0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.011820, 0.042940, 0.968881),
        TRITANOPIA(1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.303900),
        GREY(0.2126, 0.7152, 0.0722, 0.2126, 0.7152, 0.0722, 0.2126, 0.7152, 0.0722);

        private final double[] matrix;

        Sight(double... matrix) {
            this.matrix = matrix;
        }

        private double row(int row, Colour colour) {
            double sum = matrix[row * 3] * colour.red
                    + matrix[row * 3 + 1] * colour.green
                    + matrix[row * 3 + 2] * colour.blue;
            return Math.min(1, Math.max(0, sum));
        }
    }

    /** A colour as styles write it, such as {@code #0a1a30}. */
    static Colour of(String hex) {
        return new Colour(linear(hex, 1), linear(hex, 3), linear(hex, 5));
    }

    private static double linear(String hex, int at) {
        double part = Integer.parseInt(hex.substring(at, at + 2), 16) / 255.0;
        return part <= 0.04045 ? part / 12.92 : Math.pow((part + 0.055) / 1.055, 2.4);
    }

    Colour seenBy(Sight sight) {
        return new Colour(sight.row(0, this), sight.row(1, this), sight.row(2, this));
    }

    /** Contrast as WCAG 2 has it, 1 to 21. */
    double contrast(Colour other) {
        double one = luminance();
        double two = other.luminance();
        return (Math.max(one, two) + 0.05) / (Math.min(one, two) + 0.05);
    }

    private double luminance() {
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    }

    /** L*, a* and b* under D65. */
    double[] lab() {
        double x = root((0.4124564 * red + 0.3575761 * green + 0.1804375 * blue) / 0.95047);
        double y = root(0.2126729 * red + 0.7151522 * green + 0.0721750 * blue);
        double z = root((0.0193339 * red + 0.1191920 * green + 0.9503041 * blue) / 1.08883);
        return new double[] {116 * y - 16, 500 * (x - y), 200 * (y - z)};
    }

    private static double root(double value) {
        return value > 216.0 / 24389 ? Math.cbrt(value) : (24389.0 / 27 * value + 16) / 116;
    }

    /** Distance as CIEDE2000 has it (Sharma, Wu and Dalal 2005). */
    double distance(Colour other) {
        return distance(lab(), other.lab());
    }

    static double distance(double[] one, double[] two) {
        double mean7 = Math.pow((Math.hypot(one[1], one[2]) + Math.hypot(two[1], two[2])) / 2, 7);
        double stretch = 1.5 - 0.5 * Math.sqrt(mean7 / (mean7 + Math.pow(25, 7)));
        double a1 = stretch * one[1];
        double a2 = stretch * two[1];
        double c1 = Math.hypot(a1, one[2]);
        double c2 = Math.hypot(a2, two[2]);
        boolean grey = c1 * c2 == 0;
        double h1 = hue(a1, one[2]);
        double h2 = hue(a2, two[2]);
        double turn = grey ? 0 : h2 - h1 > 180 ? h2 - h1 - 360 : h2 - h1 < -180 ? h2 - h1 + 360 : h2 - h1;
        double hueBetween = 2 * Math.sqrt(c1 * c2) * Math.sin(Math.toRadians(turn) / 2);
        double light = (one[0] + two[0]) / 2 - 50;
        double chroma = (c1 + c2) / 2;
        double hue = grey || Math.abs(h1 - h2) <= 180
                ? (h1 + h2) / (grey ? 1 : 2)
                : (h1 + h2 + (h1 + h2 < 360 ? 360 : -360)) / 2;
        double t = 1 - 0.17 * cos(hue - 30) + 0.24 * cos(2 * hue) + 0.32 * cos(3 * hue + 6) - 0.20 * cos(4 * hue - 63);
        double chroma7 = Math.pow(chroma, 7);
        double rotation = -Math.sin(Math.toRadians(60 * Math.exp(-Math.pow((hue - 275) / 25, 2))))
                * 2
                * Math.sqrt(chroma7 / (chroma7 + Math.pow(25, 7)));
        double dl = (two[0] - one[0]) / (1 + 0.015 * light * light / Math.sqrt(20 + light * light));
        double dc = (c2 - c1) / (1 + 0.045 * chroma);
        double dh = hueBetween / (1 + 0.015 * chroma * t);
        return Math.sqrt(dl * dl + dc * dc + dh * dh + rotation * dc * dh);
    }

    private static double hue(double a, double b) {
        return a == 0 && b == 0 ? 0 : (Math.toDegrees(Math.atan2(b, a)) + 360) % 360;
    }

    private static double cos(double degrees) {
        return Math.cos(Math.toRadians(degrees));
    }
}

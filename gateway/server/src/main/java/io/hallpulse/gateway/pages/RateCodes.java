package io.hallpulse.gateway.pages;

import io.hallpulse.gateway.enrolment.QrPicture;
import io.hallpulse.gateway.http.ClientAddress;
import io.hallpulse.web.QrCode;
import io.javalin.http.Context;

/** The QR codes that lead to pages for everybody. */
final class RateCodes {
    private final ClientAddress clients;

    RateCodes(ClientAddress clients) {
        this.clients = clients;
    }

    /**
     * That of a window's page for ratings.
     *
     * @param window hall and window, as {@code north/A03}
     */
    QrCode of(Context context, String window) {
        return at(context, "/r/" + window);
    }

    /** That of a path, at the address by which whoever asks reached the gateway. */
    QrCode at(Context context, String path) {
        String address = clients.reachedAt(context) + path;
        QrPicture picture = new QrPicture(address);
        return new QrCode(address, picture.size(), picture.path());
    }
}

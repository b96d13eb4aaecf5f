package io.hallpulse.gateway.pages;

import io.hallpulse.gateway.enrolment.QrPicture;
import io.hallpulse.gateway.http.ClientAddress;
import io.hallpulse.web.QrCode;
import io.javalin.http.Context;

/** The QR codes that lead to the pages on which windows are rated. */
final class RateCodes {
    private final ClientAddress clients;

    RateCodes(ClientAddress clients) {
        this.clients = clients;
    }

    /**
     * That of a window, at the address by which whoever asks reached the gateway.
     *
     * @param window hall and window, as {@code north/A03}
     */
    QrCode of(Context context, String window) {
        String address = clients.reachedAt(context) + "/r/" + window;
        QrPicture picture = new QrPicture(address);
        return new QrCode(address, picture.size(), picture.path());
    }
}

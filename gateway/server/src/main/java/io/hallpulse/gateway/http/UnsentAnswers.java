package io.hallpulse.gateway.http;

import io.javalin.http.Context;
import io.javalin.http.Header;
import io.javalin.http.HttpStatus;
import java.util.HashMap;
import java.util.Map;

/**
 * The memory of large answers that their clients have not taken yet: so much for all together, and a share of it for one
 * address, so that clients which ask and do not read keep others from nothing. Any thread.
 */
public final class UnsentAnswers {
    private static final String RETRY_SECONDS = "5";

    private final ClientAddress clients;
    private final long most;
    private final long mostOfOneAddress;
    private final Map<String, Long> byAddress = new HashMap<>();
    private long all;

    /**
     * None yet.
     *
     * @param most bytes of all
     * @param mostOfOneAddress bytes
     */
    public UnsentAnswers(ClientAddress clients, long most, long mostOfOneAddress) {
        this.clients = clients;
        this.most = most;
        this.mostOfOneAddress = mostOfOneAddress;
    }

    /**
     * Takes room for an answer until the client has it, or is gone. An answer that is larger than the bounds is let out alone.
     *
     * @param bytes of it, or of what it takes to make it
     * @return false where there is no room; the answer says so then
     */
    public boolean admits(Context context, long bytes) {
        String address = clients.of(context);
        if (take(address, bytes)) {
            RouteTable.atEnd(context, () -> giveBack(address, bytes));
            return true;
        }
        context.header(Header.RETRY_AFTER, RETRY_SECONDS);
        Problem.of(
                        HttpStatus.SERVICE_UNAVAILABLE.getCode(),
                        "too many load this at the moment; load it again in some seconds")
                .answer(context);
        return false;
    }

    private synchronized boolean take(String address, long bytes) {
        long of = byAddress.getOrDefault(address, 0L);
        if ((all > 0 && all + bytes > most) || (of > 0 && of + bytes > mostOfOneAddress)) {
            return false;
        }
        all += bytes;
        byAddress.put(address, of + bytes);
        return true;
    }

    private synchronized void giveBack(String address, long bytes) {
        all -= bytes;
        byAddress.computeIfPresent(address, (key, of) -> of > bytes ? of - bytes : null);
    }
}

package io.hallpulse.gateway.http;

import io.javalin.http.Context;
import java.util.HashMap;
import java.util.Map;

/**
 * The memory of large answers of a public page that their clients have not taken yet: so much for all together, and a share of it for one
 * address, so that clients which ask and do not read keep others from nothing. Any thread.
 */
public final class UnsentAnswers {
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
    public UnsentAnswers(long most, long mostOfOneAddress) {
        this.most = most;
        this.mostOfOneAddress = mostOfOneAddress;
    }

    /**
     * Answers with a body, which has its place until the client has it, or is gone.
     *
     * @return false where there is no room for it; nothing is answered then
     */
    public boolean answer(Context context, String address, byte[] body) {
        if (!take(address, body.length)) {
            return false;
        }
        RouteTable.atEnd(context, () -> giveBack(address, body.length));
        RouteTable.answer(context, body);
        return true;
    }

    private synchronized boolean take(String address, long bytes) {
        long of = byAddress.getOrDefault(address, 0L) + bytes;
        if (all + bytes > most || of > mostOfOneAddress) {
            return false;
        }
        all += bytes;
        byAddress.put(address, of);
        return true;
    }

    private synchronized void giveBack(String address, long bytes) {
        all -= bytes;
        byAddress.computeIfPresent(address, (key, of) -> of > bytes ? of - bytes : null);
    }
}

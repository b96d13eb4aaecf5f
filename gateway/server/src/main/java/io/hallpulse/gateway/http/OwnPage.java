package io.hallpulse.gateway.http;

import io.javalin.http.Context;
import io.javalin.http.ForbiddenResponse;
import io.javalin.http.Header;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** Whether a request was made by a page of this gateway, as browsers tell and no page can forge. */
public final class OwnPage {
    private OwnPage() {}

    /** Whether one of ours made it, as far as its browser says; a program says nothing. */
    public static boolean surelyMade(Context context) {
        String site = context.header("Sec-Fetch-Site");
        return site != null ? site.equals("same-origin") : isOf(origin(context), context.header(Header.HOST));
    }

    /** Whether no page of others made it. */
    public static boolean mayHaveMade(Context context) {
        boolean byNoPage = "none".equals(context.header("Sec-Fetch-Site"))
                || (context.header("Sec-Fetch-Site") == null && origin(context) == null);
        return byNoPage || surelyMade(context);
    }

    /**
     * Demands that no page of others made a request of somebody who is not signed in. One whose browser says nothing of that is let in: such
     * browsers hide where a form of ours comes from, too.
     *
     * @param act what is done on the gateway's own page
     * @throws ForbiddenResponse where one did
     */
    public static void require(Context context, String act) {
        boolean saysNothing = context.header("Sec-Fetch-Site") == null && "null".equals(origin(context));
        if (!saysNothing && !mayHaveMade(context)) {
            throw new ForbiddenResponse(act + " on the gateway's own page; a proxy before it has to pass Host on");
        }
    }

    private static @Nullable String origin(Context context) {
        return context.header(Header.ORIGIN);
    }

    private static boolean isOf(@Nullable String origin, @Nullable String host) {
        try {
            return origin != null
                    && host != null
                    && host.equals(URI.create(origin).getAuthority());
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}

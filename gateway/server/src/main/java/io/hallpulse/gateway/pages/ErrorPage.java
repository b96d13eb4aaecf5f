package io.hallpulse.gateway.pages;

import io.hallpulse.gateway.http.ErrorPages;
import io.hallpulse.gateway.http.KnownHalls;
import io.hallpulse.gateway.http.Problem;
import io.hallpulse.web.Html;
import io.hallpulse.web.error.ErrorView;
import io.javalin.http.Context;

/** The page that says in both languages why there is no other. */
public final class ErrorPage implements ErrorPages {
    private final Frames frames;

    public ErrorPage(KnownHalls halls) {
        this.frames = new Frames(halls);
    }

    @Override
    public byte[] page(Context context, Problem problem) {
        return Html.page("error/page", frames.of(context), new ErrorView(problem.status(), problem.detail()));
    }
}

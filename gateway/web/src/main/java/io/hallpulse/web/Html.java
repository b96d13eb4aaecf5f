package io.hallpulse.web;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.Utf8ByteOutput;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/** The way from a template and what it shows to a page. Templates are compiled by the build. Any thread. */
public final class Html {
    private static final TemplateEngine TEMPLATES =
            TemplateEngine.createPrecompiled(null, ContentType.Html, null, "io.hallpulse.web.templates");

    private Html() {}

    /**
     * A page in its frame.
     *
     * @param template such as {@code terminals/list}
     * @param view what the page shows, of the class that the template says
     * @return UTF-8
     */
    public static byte[] page(String template, Frame frame, Object view) {
        return render(template, Map.of("frame", frame, "view", view));
    }

    /** A page without a frame. */
    public static byte[] page(String template, Object view) {
        return render(template, Map.of("view", view));
    }

    private static byte[] render(String template, Map<String, Object> parameters) {
        Utf8ByteOutput html = new Utf8ByteOutput();
        TEMPLATES.render(template + ".jte", parameters, html);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(html.getContentLength());
        try {
            html.writeTo(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}

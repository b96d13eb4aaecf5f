package io.hallpulse.gateway.pages;

import io.hallpulse.domain.people.Access;
import io.hallpulse.gateway.http.Asset;
import io.hallpulse.gateway.http.RouteTable;
import io.hallpulse.gateway.http.Routes;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.javalin.http.NotFoundResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.ext.heading.anchor.HeadingAnchorExtension;
import org.commonmark.node.Link;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;

/** The manual and the interface documents, out of the jar: Markdown becomes a page when it is first asked for. Any thread. */
public final class ManualPages implements Routes {
    private static final String FOLDER = "/io/hallpulse/manual/";
    private static final Pattern PATH = Pattern.compile("[a-z0-9-]+(/[A-Za-z0-9-]+)*\\.(md|svg|png)");
    /** As links stand in the sources, where the page on wiring belongs to another module. */
    private static final String HARDWARE_IN_SOURCES = "../../../hardware/";

    private static final List<Extension> EXTENSIONS =
            List.of(TablesExtension.create(), HeadingAnchorExtension.create());
    private static final Parser PARSER = Parser.builder().extensions(EXTENSIONS).build();
    private static final HtmlRenderer RENDERER = HtmlRenderer.builder()
            .extensions(EXTENSIONS)
            .escapeHtml(true)
            .attributeProviderFactory(context -> (node, tag, attributes) -> {
                attributes.computeIfPresent("href", (name, href) -> served(href));
                if (node instanceof Link link
                        && link.getFirstChild() instanceof Text text
                        && text.getLiteral().equals("中文")) {
                    attributes.put("lang", "zh-CN");
                }
                if (tag.equals("pre") || tag.equals("table")) {
                    attributes.put("tabindex", "0"); // they scroll sideways on a phone, also by its keys
                }
            })
            .build();

    private static final String PAGE = """
            <!DOCTYPE html>
            <html lang="%s" class="manual">
            <head>
              <meta charset="utf-8">
              <meta name="viewport" content="width=device-width, initial-scale=1">
              <title>%s · HallPulse</title>
              <link rel="icon" href="%4$sassets/icon.svg" type="image/svg+xml">
              <link rel="stylesheet" href="%4$sassets/tokens.css">
              <link rel="stylesheet" href="%4$sassets/manual.css">
            </head>
            <body>
            <nav><a href="%4$smanual/zh/index.md" lang="zh-CN">手册</a> <a href="%4$smanual/en/index.md" lang="en">Manual</a></nav>
            <main>
            %3$s</main>
            </body>
            </html>
            """;

    private final JarAssets pages = new JarAssets(FOLDER, ManualPages::asset);

    @Override
    public void addTo(RouteTable routes) {
        routes.get(
                "/manual",
                Access.ANYONE,
                context -> context.redirect(
                        (context.path().endsWith("/") ? "" : "manual/") + "zh/index.md", HttpStatus.FOUND));
        routes.get("/manual/<page>", Access.ANYONE, context -> answer(context, context.pathParam("page")));
        routes.get("/openapi.yaml", Access.ANYONE, context -> answer(context, "openapi.yaml"));
        routes.get("/asyncapi.yaml", Access.ANYONE, context -> answer(context, "asyncapi.yaml"));
    }

    private void answer(Context context, String page) {
        boolean document = page.equals("openapi.yaml") || page.equals("asyncapi.yaml");
        Optional<Asset> found = document || PATH.matcher(page).matches() ? pages.named(page) : Optional.empty();
        found.orElseThrow(() -> new NotFoundResponse("the manual has no page '" + page + "'; begin at /manual"))
                .answer(context);
    }

    private static Asset asset(String page, byte[] bytes) {
        return page.endsWith(".md")
                ? new Asset(html(page, new String(bytes, StandardCharsets.UTF_8)), "text/html; charset=utf-8")
                : new Asset(bytes, Asset.contentType(page));
    }

    private static byte[] html(String page, String markdown) {
        String language = page.startsWith("zh/") ? "zh-CN" : "en";
        String up = "../".repeat(1 + (int) page.chars().filter(c -> c == '/').count());
        return String.format(Locale.ROOT, PAGE, language, title(markdown), RENDERER.render(PARSER.parse(markdown)), up)
                .getBytes(StandardCharsets.UTF_8);
    }

    private static String served(String href) {
        return href.startsWith(HARDWARE_IN_SOURCES)
                ? "../hardware/" + href.substring(HARDWARE_IN_SOURCES.length())
                : href;
    }

    /** A page's first line is its heading. */
    private static String title(String markdown) {
        String heading = markdown.substring(0, markdown.indexOf('\n'));
        return escaped(heading.replaceFirst("^#+ *", "").replace("`", ""));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;");
    }
}

package io.hallpulse.gateway.pages;

import io.hallpulse.gateway.http.Asset;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The files of the pages: those of the jar, each read once, or those of a folder while somebody works on them, read anew at each request.
 * Any thread.
 */
public final class Assets {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9-]+(\\.(esm|min))?\\.(css|js|svg|png)");

    private final @Nullable Path folder;
    private final JarAssets inJar =
            new JarAssets("/io/hallpulse/web/", (name, bytes) -> new Asset(bytes, Asset.contentType(name)));

    /** @param folder whose files come before those of the jar, or null */
    public Assets(@Nullable Path folder) {
        this.folder = folder;
    }

    /** A style, script or picture. */
    Optional<Asset> named(String name) {
        return NAME.matcher(name).matches() ? find(name) : Optional.empty();
    }

    private Optional<Asset> find(String name) {
        if (folder == null || !Files.isRegularFile(folder.resolve(name))) {
            return inJar.named(name);
        }
        try {
            return Optional.of(new Asset(Files.readAllBytes(folder.resolve(name)), Asset.contentType(name)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

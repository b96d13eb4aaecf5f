package io.hallpulse.gateway.pages;

import io.hallpulse.gateway.http.Asset;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The files of the pages: those of the jar, each read once, or those of a folder while somebody works on them, read anew at each request.
 * Any thread.
 */
public final class Assets {
    private static final Pattern NAME = Pattern.compile("[a-z0-9-]+\\.(css|js|svg|png)");

    private final @Nullable Path folder;
    private final Map<String, Asset> fromJar = new ConcurrentHashMap<>();

    /** @param folder where to look before the jar is looked into, or null */
    public Assets(@Nullable Path folder) {
        this.folder = folder;
    }

    /** A style, script or picture. */
    Optional<Asset> named(String name) {
        return NAME.matcher(name).matches() ? find(name) : Optional.empty();
    }

    /** A page, which is there. */
    Asset page(String name) {
        return find(name).orElseThrow(() -> new IllegalStateException("the program lacks its page " + name));
    }

    private Optional<Asset> find(String name) {
        try {
            if (folder != null && Files.isRegularFile(folder.resolve(name))) {
                return Optional.of(new Asset(Files.readAllBytes(folder.resolve(name)), Asset.contentType(name)));
            }
            Asset known = fromJar.get(name);
            return known != null ? Optional.of(known) : fromJar(name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Optional<Asset> fromJar(String name) throws IOException {
        try (InputStream in = Assets.class.getResourceAsStream(name)) {
            if (in == null) {
                return Optional.empty();
            }
            Asset asset = new Asset(in.readAllBytes(), Asset.contentType(name));
            fromJar.put(name, asset);
            return Optional.of(asset);
        }
    }
}

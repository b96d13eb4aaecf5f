package io.hallpulse.gateway.pages;

import io.hallpulse.gateway.http.Asset;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;

/**
 * Files of a folder of the jar, each read once. Only what is there is kept: anybody may ask for names without end. Any thread.
 */
final class JarAssets {
    private final String folder;
    private final BiFunction<String, byte[], Asset> making;
    private final Map<String, Asset> found = new ConcurrentHashMap<>();

    /**
     * A folder.
     *
     * @param folder absolute, and with a slash at its end
     * @param making what is served of a file's name and bytes
     */
    JarAssets(String folder, BiFunction<String, byte[], Asset> making) {
        this.folder = folder;
        this.making = making;
    }

    Optional<Asset> named(String name) {
        Asset known = found.get(name);
        return known != null ? Optional.of(known) : read(name);
    }

    private Optional<Asset> read(String name) {
        try (InputStream in = JarAssets.class.getResourceAsStream(folder + name)) {
            if (in == null) {
                return Optional.empty();
            }
            Asset asset = making.apply(name, in.readAllBytes());
            found.put(name, asset);
            return Optional.of(asset);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package io.hallpulse.gateway.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What the interface document says of the gateway's two listeners. */
public final class OpenApi {
    private OpenApi() {}

    /**
     * Each documented path with its method, such as {@code GET /healthz}, and its {@code x-role}.
     *
     * @param enrolment of the listener where terminals enrol, whose paths name a server of their own; else of all others
     */
    public static Map<String, String> roles(boolean enrolment) throws IOException {
        Map<String, String> roles = new TreeMap<>();
        JsonNode paths = new YAMLMapper()
                .readTree(Path.of("../manual/openapi.yaml").toFile())
                .path("paths");
        for (Map.Entry<String, JsonNode> path : paths.properties()) {
            if (path.getValue().has("servers") != enrolment) {
                continue;
            }
            for (Map.Entry<String, JsonNode> method : path.getValue().properties()) {
                if (method.getKey().equals("servers")) {
                    continue;
                }
                String role = method.getValue().path("x-role").asText("none is documented");
                roles.put(method.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey(), role);
                if (method.getKey().equals("get")) {
                    roles.put("HEAD " + path.getKey(), role);
                }
            }
        }
        return roles;
    }
}

package io.hallpulse.gateway.store;

import com.fasterxml.jackson.databind.JsonNode;
import io.hallpulse.contract.message.Json;
import io.hallpulse.contract.message.UnreadableMessage;
import io.hallpulse.domain.channel.Channel;
import io.hallpulse.domain.directory.DutySchedule;
import io.hallpulse.domain.directory.Hall;
import io.hallpulse.domain.directory.Name;
import io.hallpulse.domain.directory.ScreenRules;
import io.hallpulse.domain.directory.Text;
import io.hallpulse.domain.directory.Viewing;
import io.hallpulse.domain.directory.WeeklyHours;
import io.hallpulse.domain.directory.Window;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A hall as the document of a version, to and fro. */
final class HallJson {
    private HallJson() {}

    static String text(Hall hall) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("name", hall.name());
        document.put("timeZone", hall.zone().getId());
        document.put("minimumRatings", hall.screen().minimumRatings());
        document.put("publishStep", hall.screen().publishStep());
        document.put("privacyDelayMillis", hall.screen().privacyDelay().toMillis());
        document.put("staleAfterMillis", hall.screen().staleAfter().toMillis());
        document.put("diagonalInches", hall.screen().viewing().diagonalInches());
        document.put("distanceMetres", hall.screen().viewing().distanceMetres());
        document.put("neutral", hall.neutral());
        document.put("hours", hall.hours().toString());
        if (!hall.channels().isEmpty()) {
            document.put("channels", hall.channels().stream().map(Channel::word).toList());
        }
        document.put(
                "windows",
                hall.windows().values().stream().map(HallJson::document).toList());
        return new String(Json.write(document), StandardCharsets.UTF_8);
    }

    private static Map<String, Object> document(Window window) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("id", window.id());
        document.put("name", window.name());
        document.put("department", window.department());
        document.put("category", window.category());
        document.put("promises", window.promises());
        document.put("duties", window.duties());
        document.put("schedule", window.schedule().toString());
        return document;
    }

    static Hall hall(String id, String document) throws SQLException {
        try {
            JsonNode root = Json.read(document.getBytes(StandardCharsets.UTF_8), JsonNode.class);
            List<Integer> neutral = new ArrayList<>();
            root.path("neutral").forEach(level -> neutral.add(level.asInt()));
            List<Window> windows = new ArrayList<>();
            for (JsonNode window : root.path("windows")) {
                windows.add(new Window(
                        window.path("id").asText(),
                        name(window.path("name")),
                        window.path("department").asText(),
                        window.path("category").asText(),
                        sentences(window.path("promises")),
                        sentences(window.path("duties")),
                        DutySchedule.parse(window.path("schedule").asText())));
            }
            ScreenRules screen = new ScreenRules(
                    root.path("minimumRatings").asInt(),
                    root.path("publishStep").asInt(),
                    // a version that knew no delay had none
                    Duration.ofMillis(root.path("privacyDelayMillis").asLong()),
                    Duration.ofMillis(root.path("staleAfterMillis").asLong()),
                    new Viewing(
                            root.path("diagonalInches").asDouble(Viewing.DEFAULT.diagonalInches()),
                            root.path("distanceMetres").asDouble(Viewing.DEFAULT.distanceMetres())));
            List<String> channels = new ArrayList<>();
            root.path("channels").forEach(word -> channels.add(word.asText()));
            return Hall.of(
                            id,
                            name(root.path("name")),
                            root.path("timeZone").asText(),
                            screen,
                            neutral,
                            WeeklyHours.parse(root.path("hours").asText()),
                            windows)
                    .withChannels(Channel.ofWords(channels));
        } catch (UnreadableMessage | IllegalArgumentException e) {
            throw new SQLException("a version of hall " + id + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static Text sentences(JsonNode node) {
        return new Text(node.path("zh").asText(), node.path("en").asText());
    }

    private static Name name(JsonNode node) {
        return new Name(node.path("zh").asText(), node.path("en").asText());
    }
}

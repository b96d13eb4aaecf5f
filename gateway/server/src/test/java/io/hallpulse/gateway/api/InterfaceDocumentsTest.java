package io.hallpulse.gateway.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.hallpulse.gateway.http.Limits;
import io.hallpulse.gateway.testkit.ServedHall;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.eclipse.paho.mqttv5.client.IMqttMessageListener;
import org.eclipse.paho.mqttv5.client.MqttClient;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttSubscription;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The two interface documents say what a running gateway answers and publishes: no path, message or member more or less. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InterfaceDocumentsTest {
    private static final Path MANUAL = Path.of("../manual");
    private static final YAMLMapper YAML = new YAMLMapper();

    private record Message(String topic, String payload) {}

    private final HttpClient client = HttpClient.newHttpClient();
    private final Collection<Message> published = new ConcurrentLinkedQueue<>();
    private ServedHall hall;
    private MqttClient listener;

    @BeforeAll
    void start(@TempDir Path data) throws Exception {
        hall = ServedHall.start(data, 2, "{minimumRatings: 3}", Limits.SMALL_BOX);
        listener = new MqttClient("tcp://127.0.0.1:" + hall.brokerPort(), "listener", new MemoryPersistence());
        listener.connect();
        IMqttMessageListener note = (topic, message) ->
                published.add(new Message(topic, new String(message.getPayload(), StandardCharsets.UTF_8)));
        listener.subscribe(
                new MqttSubscription[] {new MqttSubscription("hallpulse/#", 1)}, new IMqttMessageListener[] {note});
        hall.press("W1", 5, 4, 3, 2);
        hall.status("W1");
        HttpRequest identify = HttpRequest.newBuilder(hall.uri("/api/v1/terminals/north/n-01/identify"))
                .header("Authorization", ServedHall.login())
                .POST(BodyPublishers.noBody())
                .build();
        await().atMost(Duration.ofSeconds(30))
                .until(() -> client.send(identify, BodyHandlers.ofString()).statusCode() == 202);
    }

    @AfterAll
    void stop() throws Exception {
        listener.disconnect();
        listener.close();
        hall.close();
    }

    @ParameterizedTest
    @CsvSource({
        "/healthz, State",
        "/readyz, State",
        "/api/v1/halls, Halls",
        "/api/v1/halls/north/scores, HallScores",
        "/api/v1/me, Me",
        "/api/v1/halls/north/scores?by=window, GroupScores",
        "/api/v1/halls/north/scores?by=department&from=2026-11-01, GroupScores",
        "/api/v1/account, Account",
        "/api/v1/account?detail=terminals, Account",
        "/api/v1/terminals, Fleet",
        "/api/v1/terminals/north/n-01/commands, Commands",
        "/api/v1/terminals/north/n-01/config, WantedConfiguration",
        "/api/v1/dead-letters, DeadLetters",
        "/api/v1/directory/halls, DirectoryHalls",
        "/api/v1/directory/windows, DirectoryWindows",
        "/api/v1/directory/departments, DirectoryDepartments",
        "/api/v1/directory/categories, DirectoryCategories",
        "/api/v1/directory/staff, DirectoryStaff",
        "/api/v1/directory/calendar, DirectoryCalendar",
        "/api/v1/directory/units, DirectoryUnits",
        "/api/v1/directory/posts, DirectoryPosts",
        "/api/v1/directory/leagues, DirectoryLeagues",
        "/api/v1/halls/north/notices, Notices",
        "/api/v1/audit, Audit",
        "/api/v1/upstream, Upstream",
        "/api/v1/halls/north/rules, FraudRules",
        "/api/v1/halls/north/rules/notices, RuleNotices",
        "/api/v1/halls/north/rules/rescore, Rescore",
        "/api/v1/alarms, Alarms",
        "/api/v1/presses, Presses",
        "/api/v1/halls/north/windows/W1/history, History",
        "/api/v1/nothing, Problem"
    })
    void openApi_schema_fitsTheAnswer(String path, String schema) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(hall.uri(path))
                .header("Authorization", ServedHall.login())
                .build();
        String answer = client.send(request, BodyHandlers.ofString()).body();
        assertThat(schema("openapi.yaml", schema).validate(answer, InputFormat.JSON))
                .as(answer)
                .isEmpty();
    }

    @Test
    void asyncApi_channelsAndSchemas_fitWhatIsPublished() throws Exception {
        JsonNode channels = YAML.readTree(text("asyncapi.yaml")).path("channels");
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            Set<String> seen = new HashSet<>();
            for (Message message : published) {
                seen.add(channelOf(channels, message.topic()));
            }
            assertThat(seen).isEqualTo(names(channels));
        });
        for (Message message : published) {
            String channel = channelOf(channels, message.topic());
            String schema = channel.substring(0, 1).toUpperCase(Locale.ROOT) + channel.substring(1);
            assertThat(schema("asyncapi.yaml", schema).validate(message.payload(), InputFormat.JSON))
                    .as(message.toString())
                    .isEmpty();
        }
    }

    private static Set<String> names(JsonNode channels) {
        Set<String> names = new HashSet<>();
        channels.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static String channelOf(JsonNode channels, String topic) {
        List<String> fitting = channels.properties().stream()
                .filter(channel -> topic.matches(
                        channel.getValue().path("address").asText().replaceAll("\\{[a-z]+}", "[A-Za-z0-9_-]+")))
                .map(Map.Entry::getKey)
                .toList();
        assertThat(fitting).as("channels of " + topic).hasSize(1);
        return fitting.get(0);
    }

    /** The whole document is a schema whose root is one of its parts, so that references within it hold. */
    private static Schema schema(String document, String name) throws Exception {
        JsonNode root = YAML.readTree(text(document));
        String schema =
                "{\"$ref\":\"#/components/schemas/" + name + "\",\"components\":" + root.path("components") + "}";
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(schema, InputFormat.JSON);
    }

    private static String text(String document) throws Exception {
        return Files.readString(MANUAL.resolve(document));
    }
}

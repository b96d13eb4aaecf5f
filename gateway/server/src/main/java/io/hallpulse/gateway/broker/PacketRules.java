package io.hallpulse.gateway.broker;

import static io.netty.handler.codec.mqtt.MqttProperties.MqttPropertyType.SESSION_EXPIRY_INTERVAL;

import io.hallpulse.contract.Topics;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.mqtt.MqttConnectMessage;
import io.netty.handler.codec.mqtt.MqttConnectPayload;
import io.netty.handler.codec.mqtt.MqttConnectVariableHeader;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttMessageIdAndPropertiesVariableHeader;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttPubReplyMessageVariableHeader;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.netty.handler.codec.mqtt.MqttReasonCodeAndPropertiesVariableHeader;
import io.netty.handler.codec.mqtt.MqttReasonCodes.Disconnect;
import io.netty.handler.codec.mqtt.MqttSubscribeMessage;
import io.netty.handler.codec.mqtt.MqttTopicSubscription;
import io.netty.handler.codec.mqtt.MqttUnsubscribeMessage;
import io.netty.handler.codec.mqtt.MqttVersion;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Which packets the embedded broker takes at all, whoever sends them; decided from the packet alone. */
final class PacketRules {
    /** Of a topic, filter, client id or user name: twice the longest of the contract. */
    private static final int MAX_NAME_LENGTH = 256;

    private PacketRules() {}

    /** Why a packet is refused, if it is. */
    static Optional<Refusal> refusal(MqttMessage packet) {
        if (packet.decoderResult().isFailure()) {
            return packet.decoderResult().cause() instanceof TooLongFrameException
                    ? refuse(Disconnect.PACKET_TOO_LARGE, "its packet is larger than the Maximum Packet Size")
                    : refuse(Disconnect.MALFORMED_PACKET, "its packet is malformed");
        }
        if (names(packet).anyMatch(name -> !MqttText.isSound(name) || name.length() > MAX_NAME_LENGTH)
                || texts(properties(packet)).anyMatch(text -> !MqttText.isSound(text))) {
            return refuse(
                    Disconnect.MALFORMED_PACKET,
                    "a topic, name or property holds a control character, is no UTF-8 or is over " + MAX_NAME_LENGTH
                            + " characters");
        }
        return switch (packet.fixedHeader().messageType()) {
            case CONNECT -> connect((MqttConnectMessage) packet);
            case PUBLISH -> publish((MqttPublishMessage) packet);
            case DISCONNECT ->
                outlives(properties(packet))
                        ? refuse(
                                Disconnect.PROTOCOL_ERROR,
                                "its DISCONNECT asks for a session that outlives its connection")
                        : Optional.empty();
            default -> Optional.empty();
        };
    }

    private static Optional<Refusal> connect(MqttConnectMessage packet) {
        MqttConnectVariableHeader header = packet.variableHeader();
        boolean outlives = header.version() == MqttVersion.MQTT_5.protocolLevel()
                ? outlives(header.properties())
                : !header.isCleanSession();
        return outlives
                ? refuse(
                        Disconnect.IMPLEMENTATION_SPECIFIC_ERROR,
                        "it asks for a session that outlives its connection; use a Session Expiry Interval of 0")
                : Optional.empty();
    }

    private static Optional<Refusal> publish(MqttPublishMessage packet) {
        String topic = packet.variableHeader().topicName();
        MqttQoS qos = packet.fixedHeader().qosLevel();
        if (topic.isEmpty()) {
            return refuse(Disconnect.TOPIC_ALIAS_INVALID, "it publishes without a topic");
        }
        boolean presses = Topics.parse(topic)
                .filter(of -> of.kind() == Topics.Kind.PRESSES)
                .isPresent();
        if (qos == MqttQoS.EXACTLY_ONCE || (presses && qos == MqttQoS.AT_MOST_ONCE)) {
            return refuse(Disconnect.QOS_NOT_SUPPORTED, "it publishes at QoS " + qos.value() + "; use QoS 1");
        }
        return Optional.empty();
    }

    private static boolean outlives(MqttProperties properties) {
        MqttProperties.MqttProperty<?> expiry = properties.getProperty(SESSION_EXPIRY_INTERVAL.value());
        return expiry != null && !Objects.equals(expiry.value(), 0);
    }

    /** The strings that the packet itself holds. */
    private static Stream<String> names(MqttMessage packet) {
        Stream<@Nullable String> names = switch (packet.fixedHeader().messageType()) {
            case CONNECT -> {
                MqttConnectPayload payload = ((MqttConnectMessage) packet).payload();
                yield Stream.of(payload.clientIdentifier(), payload.willTopic(), payload.userName());
            }
            case PUBLISH ->
                Stream.of(((MqttPublishMessage) packet).variableHeader().topicName());
            case SUBSCRIBE ->
                ((MqttSubscribeMessage) packet)
                        .payload().topicSubscriptions().stream().map(MqttTopicSubscription::topicFilter);
            case UNSUBSCRIBE -> ((MqttUnsubscribeMessage) packet).payload().topics().stream();
            default -> Stream.empty();
        };
        return names.filter(Objects::nonNull).map(Objects::requireNonNull);
    }

    private static Stream<String> texts(MqttProperties properties) {
        return properties.listAll().stream().flatMap(property -> texts(property.value()));
    }

    private static Stream<String> texts(Object value) {
        if (value instanceof String text) {
            return Stream.of(text);
        }
        if (value instanceof MqttProperties.StringPair pair) {
            return Stream.of(pair.key, pair.value);
        }
        return value instanceof List<?> several ? several.stream().flatMap(PacketRules::texts) : Stream.empty();
    }

    private static MqttProperties properties(MqttMessage packet) {
        Object header = packet.variableHeader();
        if (packet instanceof MqttConnectMessage connect) {
            MqttProperties all = new MqttProperties();
            connect.variableHeader().properties().listAll().forEach(all::add);
            connect.payload().willProperties().listAll().forEach(all::add);
            return all;
        }
        if (packet instanceof MqttPublishMessage publish) {
            return publish.variableHeader().properties();
        }
        if (header instanceof MqttMessageIdAndPropertiesVariableHeader with) {
            return with.properties();
        }
        if (header instanceof MqttPubReplyMessageVariableHeader with) {
            return with.properties();
        }
        return header instanceof MqttReasonCodeAndPropertiesVariableHeader with
                ? with.properties()
                : MqttProperties.NO_PROPERTIES;
    }

    private static Optional<Refusal> refuse(Disconnect code, String why) {
        return Optional.of(new Refusal(code, why));
    }
}

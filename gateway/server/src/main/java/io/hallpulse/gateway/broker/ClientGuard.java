package io.hallpulse.gateway.broker;

import static io.netty.handler.codec.mqtt.MqttProperties.MqttPropertyType.REASON_STRING;

import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.mqtt.MqttConnectMessage;
import io.netty.handler.codec.mqtt.MqttConnectReturnCode;
import io.netty.handler.codec.mqtt.MqttConnectVariableHeader;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttMessageBuilders;
import io.netty.handler.codec.mqtt.MqttMessageType;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.netty.handler.codec.mqtt.MqttReasonCodes.Disconnect;
import io.netty.handler.codec.mqtt.MqttSubscribeMessage;
import io.netty.handler.codec.mqtt.MqttVersion;
import io.netty.util.ReferenceCountUtil;
import java.net.InetSocketAddress;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The guard between one client's socket and Artemis, which reads as fast as a client sends and queues it all. Packets that break a rule end
 * the connection; a client that sends more than it may, or sooner than it is handled, is read from more slowly. The connection's own
 * Netty thread.
 */
final class ClientGuard extends ChannelInboundHandlerAdapter {
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
    /** Of not being able to write to a client, after which it is taken for one that does not read. */
    private static final long UNREAD_SECONDS = 20;
    /** For Artemis to publish the will of a client that ended. */
    private static final long WILL_SECONDS = 5;
    /** For a client to take the reason why it is refused. */
    private static final long FAREWELL_SECONDS = 1;

    private final ClientGuards all;
    private final BrokerLimits limits;
    private final Allowance packets;
    private final Allowance bytes;
    private final Set<String> topics = new HashSet<>();
    private int filters;
    private int version;
    private boolean own;
    private boolean admitted;
    /** The topic that keeps its will once it is published; null for none. */
    private @Nullable String keptWill;

    private int keptWillBytes;
    private boolean ended;
    private long pending;
    private long resumesNanos;
    private boolean paused;
    private boolean scheduled;
    private long writableChanges;

    ClientGuard(ClientGuards all) {
        this.all = all;
        this.limits = all.limits();
        long now = all.nanos();
        this.packets =
                new Allowance(limits.packetsPerSecond(), limits.packetsPerSecond() * BrokerLimits.BURST_SECONDS, now);
        this.bytes = new Allowance(limits.bytesPerSecond(), limits.bytesPerSecond() * BrokerLimits.BURST_SECONDS, now);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object read) {
        MqttMessage packet = (MqttMessage) read;
        Optional<Refusal> refusal = ended ? Optional.empty() : refusal(context, packet);
        if (ended || refusal.isPresent()) {
            refusal.ifPresent(why -> refuse(context, packet, why));
            ReferenceCountUtil.release(packet);
            return;
        }
        if (packet instanceof MqttConnectMessage connect) {
            version = connect.variableHeader().version();
            own = all.isOwn(connect.payload());
            String clientId = connect.payload().clientIdentifier();
            if (own) {
                all.own(clientId);
            }
            MqttConnectMessage passed = own ? connect : all.bounded(connect);
            if (!own && passed.variableHeader().isWillRetain()) {
                keptWill = passed.payload().willTopic();
                keptWillBytes = passed.payload().willMessageInBytes().length;
            }
            context.fireChannelRead(passed);
        } else if (own) {
            context.fireChannelRead(packet);
        } else {
            spend(context, packet);
            context.fireChannelRead(packet instanceof MqttPublishMessage publish ? admit(context, publish) : packet);
        }
    }

    private Optional<Refusal> refusal(ChannelHandlerContext context, MqttMessage packet) {
        Optional<Refusal> broken = PacketRules.refusal(packet);
        if (broken.isPresent()) {
            return broken;
        }
        if (packet instanceof MqttConnectMessage == version > 0) {
            return Optional.of(
                    new Refusal(Disconnect.PROTOCOL_ERROR, "its first packet, and no other, has to be a CONNECT"));
        }
        if (packet instanceof MqttConnectMessage connect
                && !all.isOwn(connect.payload())
                && all.isOwnId(connect.payload().clientIdentifier())) {
            return Optional.of(new Refusal(Disconnect.NOT_AUTHORIZED, "its client id is the gateway's"));
        }
        return own ? Optional.empty() : quota(context, packet);
    }

    private Optional<Refusal> quota(ChannelHandlerContext context, MqttMessage packet) {
        if (packet instanceof MqttConnectMessage connect && !all.isOwn(connect.payload())) {
            admitted = all.admits(address(context));
            if (!admitted) {
                return Optional.of(new Refusal(
                        Disconnect.QUOTA_EXCEEDED,
                        limits.clientsPerAddress() + " clients of its address are connected already; give Java more"
                                + " memory (-Xmx) for more"));
            }
        } else if (packet instanceof MqttSubscribeMessage subscribe) {
            filters += subscribe.payload().topicSubscriptions().size();
            if (filters > limits.filters()) {
                return Optional.of(new Refusal(
                        Disconnect.QUOTA_EXCEEDED, "it subscribes to more than " + limits.filters() + " filters"));
            }
        } else if (packet instanceof MqttPublishMessage publish) {
            topics.add(publish.variableHeader().topicName());
            if (topics.size() > limits.topics()) {
                return Optional.of(new Refusal(
                        Disconnect.QUOTA_EXCEEDED, "it publishes on more than " + limits.topics() + " topics"));
            }
        }
        return Optional.empty();
    }

    private void refuse(ChannelHandlerContext context, @Nullable MqttMessage packet, Refusal refusal) {
        ended = true;
        all.refused(address(context), refusal);
        MqttMessage connect = version == 0
                        && packet != null
                        && packet.fixedHeader() != null
                        && packet.fixedHeader().messageType() == MqttMessageType.CONNECT
                        && refusal.code() != Disconnect.PACKET_TOO_LARGE // whose rest is still to come
                ? packet
                : null;
        int spoken = connect == null
                ? version
                : connect.variableHeader() instanceof MqttConnectVariableHeader header
                        ? header.version()
                        : MqttVersion.MQTT_5.protocolLevel(); // it could not be read so far
        MqttMessage farewell = farewell(connect != null, spoken, refusal);
        if (farewell == null) {
            context.close();
        } else {
            context.writeAndFlush(farewell).addListener(ChannelFutureListener.CLOSE);
            context.executor().schedule(() -> context.close(), FAREWELL_SECONDS, TimeUnit.SECONDS);
        }
    }

    private static String address(ChannelHandlerContext context) {
        return context.channel().remoteAddress() instanceof InetSocketAddress from ? from.getHostString() : "?";
    }

    /** MQTT 3.1.1 has words for a refusal only before it has accepted a connection. */
    private static @Nullable MqttMessage farewell(boolean connecting, int version, Refusal refusal) {
        boolean five = version == MqttVersion.MQTT_5.protocolLevel();
        if (connecting) {
            return MqttMessageBuilders.connAck()
                    .returnCode(
                            five
                                    ? MqttConnectReturnCode.valueOf(
                                            refusal.code().byteValue())
                                    : MqttConnectReturnCode.CONNECTION_REFUSED_NOT_AUTHORIZED)
                    .properties(five ? reason(refusal) : MqttProperties.NO_PROPERTIES)
                    .build();
        }
        return five
                ? MqttMessageBuilders.disconnect()
                        .reasonCode(refusal.code().byteValue())
                        .properties(reason(refusal))
                        .build()
                : null;
    }

    private static MqttProperties reason(Refusal refusal) {
        MqttProperties properties = new MqttProperties();
        properties.add(new MqttProperties.StringProperty(REASON_STRING.value(), refusal.why()));
        return properties;
    }

    private void spend(ChannelHandlerContext context, MqttMessage packet) {
        long now = all.nanos();
        int size = packet.fixedHeader().remainingLength();
        long wait = Math.max(packets.spend(1, now), bytes.spend(size, now));
        resumesNanos = Math.max(resumesNanos, now + wait);
        if (wait > 0) {
            pace(context);
        }
    }

    /** Counts a message until Artemis is done with it. */
    private MqttPublishMessage admit(ChannelHandlerContext context, MqttPublishMessage publish) {
        int size = publish.fixedHeader().remainingLength();
        pending += size;
        all.pending(size);
        if (isBehind()) {
            pace(context);
        }
        return new MqttPublishMessage(all.bounded(publish), publish.variableHeader(), publish.payload()) {
            @Override
            public boolean release() {
                boolean freed = super.release();
                if (freed) {
                    all.pending(-size);
                    context.executor().execute(() -> handled(context, size));
                }
                return freed;
            }
        };
    }

    private void handled(ChannelHandlerContext context, int size) {
        pending -= size;
        pace(context);
    }

    private boolean isBehind() {
        return pending > limits.pendingBytes() || all.areBehind();
    }

    /** Stops reading, or reads on once all is handled and nothing is owed. */
    private void pace(ChannelHandlerContext context) {
        long wait = resumesNanos - all.nanos();
        boolean pauses = wait > 0 || isBehind();
        if (pauses != paused) {
            paused = pauses;
            context.channel().config().setAutoRead(!pauses);
        }
        if (pauses && !scheduled) {
            scheduled = true;
            context.executor()
                    .schedule(
                            () -> {
                                scheduled = false;
                                pace(context);
                            },
                            Math.max(wait, PAUSE_NANOS),
                            TimeUnit.NANOSECONDS);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        if (admitted) {
            all.left(address(context));
        }
        String topic = keptWill;
        if (topic != null) {
            // by then Artemis has published it, or never will
            context.executor().schedule(() -> all.willEnded(topic, keptWillBytes), WILL_SECONDS, TimeUnit.SECONDS);
        }
        context.fireChannelInactive();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        long change = ++writableChanges;
        if (!own && !context.channel().isWritable()) {
            context.executor().schedule(() -> endUnread(context, change), UNREAD_SECONDS, TimeUnit.SECONDS);
        }
        context.fireChannelWritabilityChanged();
    }

    private void endUnread(ChannelHandlerContext context, long change) {
        if (change == writableChanges && context.channel().isOpen()) {
            refuse(context, null, new Refusal(Disconnect.QUOTA_EXCEEDED, "it does not read what it subscribed to"));
        }
    }
}

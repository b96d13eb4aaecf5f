package io.hallpulse.gateway.broker;

import static io.netty.handler.codec.mqtt.MqttProperties.MqttPropertyType.REASON_STRING;

import io.hallpulse.contract.TerminalId;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.mqtt.MqttConnectMessage;
import io.netty.handler.codec.mqtt.MqttConnectPayload;
import io.netty.handler.codec.mqtt.MqttConnectReturnCode;
import io.netty.handler.codec.mqtt.MqttConnectVariableHeader;
import io.netty.handler.codec.mqtt.MqttFixedHeader;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttMessageBuilders;
import io.netty.handler.codec.mqtt.MqttMessageIdAndPropertiesVariableHeader;
import io.netty.handler.codec.mqtt.MqttMessageType;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.netty.handler.codec.mqtt.MqttReasonCodes.Disconnect;
import io.netty.handler.codec.mqtt.MqttSubAckMessage;
import io.netty.handler.codec.mqtt.MqttSubAckPayload;
import io.netty.handler.codec.mqtt.MqttSubscribeMessage;
import io.netty.handler.codec.mqtt.MqttVersion;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import java.net.InetSocketAddress;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLPeerUnverifiedException;
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
    /** Not authorized, in an answer of MQTT 5. */
    private static final int DENIED = 0x87;

    private final ClientGuards all;
    private final BrokerLimits limits;
    private final Allowance packets;
    private final Allowance bytes;
    private final Set<String> topics = new HashSet<>();
    private int filters;
    private int version;
    private boolean own;
    private String clientId = "";
    /** What it showed, null on a plain connection. */
    private @Nullable X509Certificate certificate;
    /** What is open to it, null where everything is. */
    private @Nullable TerminalRights rights;

    private volatile @Nullable ChannelHandlerContext handler;
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
            handler = context;
            all.connected(this);
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
        } else if (!isAllowed(packet)) {
            spend(context, packet);
            deny(context, packet);
            ReferenceCountUtil.release(packet);
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
        if (packet instanceof MqttConnectMessage connect) {
            Optional<Refusal> stranger = identify(context, connect);
            if (stranger.isPresent()) {
                return stranger;
            }
        }
        return own ? Optional.empty() : quota(context, packet);
    }

    /** Finds out who connects, and what is open to it. */
    private Optional<Refusal> identify(ChannelHandlerContext context, MqttConnectMessage connect) {
        MqttConnectPayload payload = connect.payload();
        certificate = certificate(context);
        clientId = payload.clientIdentifier();
        own = certificate == null && all.isOwn(payload);
        if (own) {
            return Optional.empty();
        }
        Admission.Verdict verdict = verdict();
        String why = verdict.refusal();
        if (why == null && verdict.name() != null && !clientId.equals(verdict.name())) {
            why = "its client id is not " + verdict.name() + ", whose certificate it shows";
        } else if (why == null && !verdict.isGateway() && all.isOwnId(clientId)) {
            why = "its client id is the gateway's";
        } else if (why == null
                && certificate != null
                && (payload.userName() != null || connect.variableHeader().hasPassword())) {
            why = verdict.name() + " shows a user or a password; its certificate is enough";
        }
        TerminalId terminal = verdict.terminal();
        if (why == null && terminal != null) {
            TerminalRights open = new TerminalRights(terminal);
            rights = open;
            if (connect.variableHeader().isWillFlag() && !open.mayLeave(payload.willTopic())) {
                why = terminal + " leaves a will on a topic that is not its own status";
            }
        }
        own = verdict.isGateway() && why == null;
        return Optional.ofNullable(why).map(line -> new Refusal(Disconnect.NOT_AUTHORIZED, line));
    }

    private Admission.Verdict verdict() {
        X509Certificate shown = certificate;
        return shown == null
                ? all.admission().ofClientId(clientId)
                : all.admission().ofCertificate(shown);
    }

    private static @Nullable X509Certificate certificate(ChannelHandlerContext context) {
        SslHandler tls = context.pipeline().get(SslHandler.class);
        try {
            return tls != null && tls.engine().getSession().getPeerCertificates()[0] instanceof X509Certificate shown
                    ? shown
                    : null;
        } catch (SSLPeerUnverifiedException e) {
            throw new IllegalStateException("a handshake without a client's certificate was let through", e);
        }
    }

    /** Who may be connected has changed. One of the gateway's own stays, whose certificate may have been renewed. Any thread. */
    void judgeAgain() {
        ChannelHandlerContext context = handler;
        if (context != null && !context.isRemoved()) {
            context.executor().execute(() -> {
                String why = ended || own ? null : verdict().refusal();
                if (why != null) {
                    refuse(context, null, new Refusal(Disconnect.NOT_AUTHORIZED, why));
                }
            });
        }
    }

    private boolean isAllowed(MqttMessage packet) {
        TerminalRights open = rights;
        if (open == null) {
            return true;
        }
        if (packet instanceof MqttPublishMessage publish) {
            return open.mayPublish(publish.variableHeader().topicName());
        }
        return !(packet instanceof MqttSubscribeMessage subscribe)
                || subscribe.payload().topicSubscriptions().stream()
                        .allMatch(subscription -> open.maySubscribe(subscription.topicFilter()));
    }

    /** Says so in the answer of that packet, where MQTT has a word for it; the connection stays. */
    private void deny(ChannelHandlerContext context, MqttMessage packet) {
        boolean publishes = packet instanceof MqttPublishMessage;
        Refusal refusal = new Refusal(
                Disconnect.NOT_AUTHORIZED,
                clientId + (publishes ? " publishes on" : " subscribes to") + " a topic that is not its own");
        if (version != MqttVersion.MQTT_5.protocolLevel()) {
            refuse(context, packet, refusal);
            return;
        }
        all.refused(address(context), refusal);
        if (packet instanceof MqttSubscribeMessage subscribe) {
            int[] codes = new int[subscribe.payload().topicSubscriptions().size()];
            Arrays.fill(codes, DENIED);
            context.writeAndFlush(new MqttSubAckMessage(
                    new MqttFixedHeader(MqttMessageType.SUBACK, false, MqttQoS.AT_MOST_ONCE, false, 0),
                    new MqttMessageIdAndPropertiesVariableHeader(
                            subscribe.variableHeader().messageId(), MqttProperties.NO_PROPERTIES),
                    new MqttSubAckPayload(codes)));
        } else if (packet.fixedHeader().qosLevel() == MqttQoS.AT_LEAST_ONCE) {
            context.writeAndFlush(MqttMessageBuilders.pubAck()
                    .packetId(((MqttPublishMessage) packet).variableHeader().packetId())
                    .reasonCode((byte) DENIED)
                    .build());
        }
    }

    private Optional<Refusal> quota(ChannelHandlerContext context, MqttMessage packet) {
        if (packet instanceof MqttConnectMessage) {
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
        all.ended(this);
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

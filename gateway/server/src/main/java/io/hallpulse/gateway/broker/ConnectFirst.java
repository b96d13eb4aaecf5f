package io.hallpulse.gateway.broker;

import io.hallpulse.gateway.fault.Fault;
import io.netty.bootstrap.ChannelInitializerExtension;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.util.ReferenceCountUtil;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Ends connections whose first byte is not that of an MQTT CONNECT. Artemis would take some for HTTP and buffer a request of any size, and
 * keep all bytes of what it does not know. Where TLS is spoken that byte comes after the handshake, which this one watches too. Netty finds
 * this class by its service file.
 */
public final class ConnectFirst extends ChannelInitializerExtension {
    private static final int CONNECT = 0x10;
    private static final int TLS_HANDSHAKE = 0x16;

    private static final Map<Integer, Report> REPORTS = new ConcurrentHashMap<>();

    /** Who hears of connections that never came to speak MQTT. */
    interface Report {
        void refused(String host, String why);
    }

    /** Of the broker on that port; null for nobody any more. */
    static void report(int port, @Nullable Report report) {
        if (report == null) {
            REPORTS.remove(port);
        } else {
            REPORTS.put(port, report);
        }
    }

    @Override
    public void postInitializeServerChildChannel(Channel channel) {
        channel.pipeline().addFirst("connect-first", new FirstByte(true));
    }

    private static final class FirstByte extends ChannelInboundHandlerAdapter {
        private final boolean outside;

        FirstByte(boolean outside) {
            this.outside = outside;
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object read) {
            if (read instanceof ByteBuf bytes && bytes.isReadable()) {
                ChannelHandlerContext tls = outside ? context.pipeline().context(SslHandler.class) : null;
                int first = bytes.getByte(bytes.readerIndex());
                if (first != (tls == null ? CONNECT : TLS_HANDSHAKE)) {
                    ReferenceCountUtil.release(read);
                    context.close();
                    if (first == CONNECT) {
                        refused(context, "it does not speak TLS; write ssl:// in its gateway.url");
                    }
                    return;
                }
                if (tls != null) {
                    context.pipeline().addAfter(tls.name(), "connect-first-inside", new FirstByte(false));
                    context.pipeline().addAfter(tls.name(), "handshake", new Handshake());
                }
                context.pipeline().remove(this);
            }
            context.fireChannelRead(read);
        }
    }

    private static final class Handshake extends ChannelInboundHandlerAdapter {
        @Override
        public void userEventTriggered(ChannelHandlerContext context, Object event) {
            if (event instanceof SslHandshakeCompletionEvent completion && !completion.isSuccess()) {
                refused(context, reason(completion.cause()));
            }
            context.fireUserEventTriggered(event);
        }

        /** In words of ours where a technician can do something about it. */
        private static String reason(Throwable cause) {
            String said = Fault.oneLine(cause);
            return said.contains("Empty client certificate chain")
                    ? "it shows no certificate; enrol it"
                    : said.contains("is not enabled or supported in server context")
                            ? "it speaks an older TLS than 1.3"
                            : "the TLS handshake failed: " + said;
        }
    }

    private static void refused(ChannelHandlerContext context, String why) {
        Channel channel = context.channel();
        if (channel.localAddress() instanceof InetSocketAddress here) {
            Report report = REPORTS.get(here.getPort());
            if (report != null) {
                String host = channel.remoteAddress() instanceof InetSocketAddress from ? from.getHostString() : "?";
                report.refused(host, why);
            }
        }
    }
}

package io.hallpulse.gateway.broker;

import io.netty.bootstrap.ChannelInitializerExtension;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;

/**
 * Ends connections whose first byte is not that of an MQTT CONNECT. Artemis would take some for HTTP and buffer a request of any size, and
 * keep all bytes of what it does not know. Netty finds this class by its service file.
 */
public final class ConnectFirst extends ChannelInitializerExtension {
    private static final int CONNECT = 0x10;

    @Override
    public void postInitializeServerChildChannel(Channel channel) {
        channel.pipeline().addFirst("connect-first", new FirstByte());
    }

    private static final class FirstByte extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext context, Object read) {
            if (read instanceof ByteBuf bytes && bytes.isReadable()) {
                if (bytes.getByte(bytes.readerIndex()) != CONNECT) {
                    ReferenceCountUtil.release(read);
                    context.close();
                    return;
                }
                context.pipeline().remove(this);
            }
            context.fireChannelRead(read);
        }
    }
}

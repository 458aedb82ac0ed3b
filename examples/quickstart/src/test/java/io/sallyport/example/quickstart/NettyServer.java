package io.sallyport.example.quickstart;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.timeout.IdleStateHandler;
import io.sallyport.Sallyport;
import io.sallyport.access.AsyncAccessControl;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** An S3 server on Netty with IAM and STS on the same port, whose event loop waits for nobody. */
final class NettyServer implements AutoCloseable {
  private static final int LONGEST_LINE = 16 << 10; // presigned URLs have a token in them
  private static final int LONGEST_HEAD = 64 << 10;
  private static final int LONGEST_PIECE = 64 << 10;

  private final EventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());

  /** What may wait is done here. */
  private final ExecutorService workers = Executors.newFixedThreadPool(4);

  final NettyObjects objects = new NettyObjects(workers);
  final NettyCalls calls;
  private final Channel channel;

  /**
   * Starts to serve, to this machine only, on a port that is free.
   *
   * @param sallyport whose parser is told {@code withoutVersions()}: there are none here
   * @param patience how long a body that is in the way may take, and something to come of one that
   *     isn't, six times as long
   * @param watching may add to the handlers of each connection
   */
  NettyServer(Sallyport sallyport, Duration patience, Consumer<SocketChannel> watching) {
    calls = new NettyCalls(sallyport.query(), workers, objects, patience);
    AsyncAccessControl access = sallyport.accessAsync(workers);
    channel =
        new ServerBootstrap()
            .group(loop)
            .channel(NioServerSocketChannel.class)
            .childOption(ChannelOption.AUTO_READ, false) // it is read when somebody wants more
            .childHandler(
                new ChannelInitializer<SocketChannel>() {
                  @Override
                  protected void initChannel(SocketChannel client) {
                    watching.accept(client);
                    client
                        .pipeline()
                        .addLast(
                            new IdleStateHandler(
                                true, 0, 0, 6 * patience.toMillis(), TimeUnit.MILLISECONDS))
                        .addLast(new HttpServerCodec(LONGEST_LINE, LONGEST_HEAD, LONGEST_PIECE))
                        .addLast(new NettyExchange(access, calls, objects, patience));
                  }
                })
            .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .syncUninterruptibly()
            .channel();
  }

  int port() {
    return ((InetSocketAddress) channel.localAddress()).getPort();
  }

  @Override
  public void close() {
    channel.close().syncUninterruptibly();
    loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    workers.shutdownNow();
  }
}

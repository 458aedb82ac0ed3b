package io.sallyport.example.quickstart;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.CompletableFuture.completedFuture;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.timeout.IdleStateEvent;
import io.sallyport.access.AccessAnswer;
import io.sallyport.access.AccessAnswer.Granted;
import io.sallyport.access.AccessAnswer.Refused;
import io.sallyport.access.AsyncAccessControl;
import io.sallyport.access.BodySink;
import io.sallyport.error.InvalidInputException;
import io.sallyport.error.S3RequestException;
import io.sallyport.http.RequestHead;
import io.sallyport.query.QueryApi;
import io.sallyport.s3.DeletedObject;
import io.sallyport.s3.ObjectBatch;
import io.sallyport.s3.Servable;
import io.sallyport.sigv4.BodyRejectedException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/**
 * The requests of one connection, one after the other, by its event loop. Whatever a request asks
 * besides what is done here is refused: a version, a range, a condition, a part, a browser's form.
 */
@SuppressWarnings("FutureReturnValueIgnored") // What becomes of an answer is the channel's.
final class NettyExchange extends SimpleChannelInboundHandler<HttpObject> {
  private static final int MOST_DROPPED = 1 << 20;
  private static final Servable SERVED =
      Servable.operations("GetObject", "PutObject", "DeleteObjects");

  private final AsyncAccessControl access;
  private final NettyCalls calls;
  private final NettyObjects objects;
  private final Duration patience;

  private Optional<BodySink> body = Optional.empty(); // of the request that is being answered
  private Optional<FullHttpResponse> answer = Optional.empty();
  private String path = "/";
  private int begun;
  private boolean isLast;
  private boolean isOver; // nothing that comes is begun any more
  private boolean waitsToSend;
  private boolean isWhole;
  private int dropped;

  /**
   * Serves one connection.
   *
   * @param patience how long a client that was refused may go on sending before it is answered
   */
  NettyExchange(
      AsyncAccessControl access, NettyCalls calls, NettyObjects objects, Duration patience) {
    this.access = access;
    this.calls = calls;
    this.objects = objects;
    this.patience = patience;
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    context.read();
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    body.ifPresent(it -> it.fail(new IOException("the client is gone")));
    context.fireChannelInactive();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    sendAway(context);
  }

  /** Nothing was read or written for too long. */
  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    if (event instanceof IdleStateEvent) {
      sendAway(context);
    } else {
      context.fireUserEventTriggered(event);
    }
  }

  private void sendAway(ChannelHandlerContext context) {
    isOver = true;
    context.close();
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, HttpObject part) {
    if (isOver) {
      return; // it was read at once with what came before
    }
    if (part.decoderResult().isFailure() || (part instanceof HttpRequest && body.isPresent())) {
      sendAway(context); // it is no HTTP, or sent before the last request was answered
    } else if (part instanceof HttpRequest request) {
      begin(context, request);
    } else if (part instanceof HttpContent content && body.isPresent()) {
      dropped += answer.isPresent() ? content.content().readableBytes() : 0;
      body.get().next(content.content().nioBuffer());
      if (content instanceof LastHttpContent) {
        isWhole = true;
        body.get().end();
      }
      sendOnceRead(context);
    }
  }

  private void begin(ChannelHandlerContext context, HttpRequest request) {
    answer = Optional.empty();
    begun++;
    isLast = !HttpUtil.isKeepAlive(request);
    path = request.uri().split("\\?", 2)[0];
    waitsToSend = HttpUtil.is100ContinueExpected(request);
    isWhole = false;
    dropped = 0;
    BodySink sent = access.body(() -> context.executor().execute(() -> readOn(context)));
    body = Optional.of(sent);
    answerTo(context, request, sent)
        .whenComplete(
            (it, failure) -> context.executor().execute(() -> answered(context, it, failure)));
  }

  private void readOn(ChannelHandlerContext context) {
    if (waitsToSend) {
      waitsToSend = false;
      context.writeAndFlush(
          new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE));
    }
    context.read();
  }

  private CompletionStage<FullHttpResponse> answerTo(
      ChannelHandlerContext context, HttpRequest request, BodySink sent) {
    try {
      RequestHead.Builder builder = RequestHead.builder(request.method().name(), request.uri());
      request.headers().forEach(line -> builder.header(line.getKey(), line.getValue()));
      InetSocketAddress client = (InetSocketAddress) context.channel().remoteAddress();
      RequestHead head = builder.remoteAddress(client.getAddress().getHostAddress()).build();
      return calls.accepts(head)
          ? calls
              .answer(head, sent, HttpUtil.getContentLength(request, (long) QueryApi.MAX_BODY))
              .thenApply(it -> response(it.status(), it.body().getBytes(UTF_8)))
          : access.check(head, sent).thenCompose(it -> served(it.within(SERVED, head), sent));
    } catch (InvalidInputException e) { // it is no HTTP
      return completedFuture(refused(Refused.of(e)));
    }
  }

  /** Acts on what was decided on, and parses nothing again. */
  private CompletionStage<FullHttpResponse> served(AccessAnswer decided, BodySink sent) {
    if (!(decided instanceof Granted granted)) {
      return completedFuture(refused((Refused) decided));
    }
    if (granted.form().isPresent()) {
      return completedFuture(refused(Refused.of(S3RequestException.notImplemented("a form"))));
    }
    String bucket = granted.request().bucket().orElse("");
    String name = bucket + "/" + granted.request().key().orElse("");
    return switch (granted.request().operation()) {
      case "PutObject" ->
          objects
              .put(name, granted.body().decoded(sent))
              .thenApply(stored -> response(200, new byte[0]));
      case "GetObject" ->
          objects
              .find(name)
              .<CompletionStage<FullHttpResponse>>map(it -> completedFuture(response(200, it)))
              .orElseGet(() -> access.missingKey(granted).thenApply(this::missing));
      case "DeleteObjects" -> completedFuture(deleted(granted, bucket));
      default -> throw new IllegalStateException("not passed: " + granted.request());
    };
  }

  private FullHttpResponse deleted(Granted granted, String bucket) {
    ObjectBatch batch = granted.request().batch().orElseThrow();
    StringBuilder xml = new StringBuilder("<DeleteResult>");
    for (DeletedObject each : batch.objects()) {
      String key = each.object().key();
      objects.remove(bucket + "/" + key);
      if (!batch.isQuiet()) {
        String escaped = key.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
        xml.append("<Deleted><Key>" + escaped + "</Key></Deleted>");
      }
    }
    byte[] done = xml.append("</DeleteResult>").toString().getBytes(UTF_8);
    return response(200, granted.deletion().orElseThrow().answer(done)); // and what was refused
  }

  private FullHttpResponse missing(Optional<Refused> refusal) {
    return refused(refusal.orElse(Refused.of(S3RequestException.noSuchKey())));
  }

  private FullHttpResponse refused(Refused refused) {
    String xml = refused.toXml(path, UUID.randomUUID().toString());
    return response(refused.httpStatus(), xml.getBytes(UTF_8));
  }

  private static FullHttpResponse response(int status, byte[] bytes) {
    FullHttpResponse response =
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1,
            HttpResponseStatus.valueOf(status),
            Unpooled.wrappedBuffer(bytes));
    response.headers().set(HttpHeaderNames.CONTENT_LENGTH, bytes.length);
    return response;
  }

  private void answered(ChannelHandlerContext context, FullHttpResponse it, Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    if (cause instanceof BodyRejectedException rejected) { // it is not what was signed
      answer = Optional.of(refused(Refused.of(rejected.refusal())));
    } else if (cause == null) {
      answer = Optional.of(it);
    } else { // the client is gone
      sendAway(context);
      return;
    }
    int which = begun;
    sendOnceRead(context);
    context
        .executor()
        .schedule(() -> sendLate(context, which), patience.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void sendLate(ChannelHandlerContext context, int which) {
    if (which == begun && answer.isPresent()) {
      sendLast(context);
    }
  }

  /** Who still sends reads no answer: a megabyte that nobody wants is let pass, for a while. */
  private void sendOnceRead(ChannelHandlerContext context) {
    if (answer.isEmpty()) {
      return;
    }
    if ((isLast && isWhole) || waitsToSend || dropped > MOST_DROPPED) {
      sendLast(context);
    } else if (isWhole) {
      context.writeAndFlush(answer.get());
      body = Optional.empty();
      answer = Optional.empty();
      context.read();
    } else {
      context.read();
    }
  }

  private void sendLast(ChannelHandlerContext context) {
    isOver = true;
    FullHttpResponse last = answer.orElseThrow();
    answer = Optional.empty();
    last.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
    context.writeAndFlush(last).addListener(ChannelFutureListener.CLOSE);
  }
}

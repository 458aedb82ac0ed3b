package io.sallyport.example.quickstart;

import io.sallyport.access.BodySink;
import io.sallyport.http.RequestHead;
import io.sallyport.query.QueryApi;
import io.sallyport.query.QueryResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Calls of IAM and STS, of all connections together. They may wait for the store: all of it is done
 * by the workers. Who sends one proves itself by its whole body alone, so who is slow or one of
 * many is sent away before that.
 */
final class NettyCalls {
  private static final int AT_ONCE = 64;
  private static final int BYTES_A_SECOND = 64 << 10;

  private final QueryApi query;
  private final Executor workers;
  private final NettyObjects objects;
  private final Duration patience;

  /** Of the bodies that are held at once. */
  final Semaphore room = new Semaphore(AT_ONCE);

  NettyCalls(QueryApi query, Executor workers, NettyObjects objects, Duration patience) {
    this.query = query;
    this.workers = workers;
    this.objects = objects;
    this.patience = patience;
  }

  boolean accepts(RequestHead head) {
    return query.accepts(head);
  }

  /**
   * Answers one.
   *
   * @param announced how long its body is
   */
  CompletionStage<QueryResponse> answer(RequestHead head, BodySink sent, long announced) {
    return CompletableFuture.supplyAsync(() -> query.refusal(head), workers)
        .thenCompose(
            refusal ->
                refusal
                    .<CompletionStage<QueryResponse>>map(CompletableFuture::completedStage)
                    .orElseGet(() -> read(head, sent, announced)));
  }

  private CompletionStage<QueryResponse> read(RequestHead head, BodySink sent, long announced) {
    if (!room.tryAcquire()) {
      return CompletableFuture.completedStage(refused(503, "ServiceUnavailable"));
    }
    Duration time = patience.plusSeconds(Math.min(announced, QueryApi.MAX_BODY) / BYTES_A_SECOND);
    return objects
        .read(sent, QueryApi.MAX_BODY + 1)
        .thenApply(Optional::of)
        .toCompletableFuture()
        .completeOnTimeout(Optional.empty(), time.toMillis(), TimeUnit.MILLISECONDS)
        .thenApplyAsync(
            form -> form.map(it -> query.handle(head, it)).orElseGet(() -> tooSlow(sent)), workers)
        .whenComplete((answer, failure) -> room.release());
  }

  /** What came of the body is let go. */
  private static QueryResponse tooSlow(BodySink sent) {
    sent.fail(new IOException("the body did not come in time"));
    return refused(408, "RequestTimeout");
  }

  private static QueryResponse refused(int status, String code) {
    String id = UUID.randomUUID().toString();
    String xml =
        "<ErrorResponse><Error><Type>Sender</Type><Code>%s</Code></Error>"
            + "<RequestId>%s</RequestId></ErrorResponse>";
    return new QueryResponse(status, id, xml.formatted(code, id));
  }
}

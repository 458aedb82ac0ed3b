package io.sallyport.example.quickstart;

import io.sallyport.access.AccessAnswer;
import io.sallyport.access.AccessControl;
import io.sallyport.access.AsyncAccessControl;
import io.sallyport.access.BodySink;
import io.sallyport.http.RequestHead;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** A signed S3 request, checked before its body is read. A page shows the bodies of these. */
final class Requests {

  private Requests() {}

  static String check(
      AccessControl access, String method, String target, Map<String, String> headers) {
    // shown from here: check
    RequestHead.Builder head = RequestHead.builder(method, target); // as it came, query included
    headers.forEach(head::header);
    AccessAnswer answer = access.check(head.remoteAddress("192.0.2.7").secure().build());
    if (answer instanceof AccessAnswer.Granted granted) {
      return "serve " + granted.request().operation(); // and read the body through granted.body()
    }
    if (answer instanceof AccessAnswer.Refused refused) {
      return refused.error().httpStatus() + " " + refused.code(); // and nothing else
    }
    return "read the body, and check again with it"; // NeedsBody: DeleteObjects, say
    // shown to here: check
  }

  static CompletionStage<String> check(
      AsyncAccessControl access, RequestHead head, Runnable readOn) {
    // shown from here: without a thread
    BodySink body = access.body(readOn); // such as context::read, of a channel with AUTO_READ off
    // The channel says body.next(piece), body.end() or body.fail(cause), as it comes.
    return access
        .check(head, body)
        .thenApply(
            answer ->
                answer.fold(
                    granted -> "serve " + granted.body().decoded(body), // a Flow.Publisher
                    refused -> refused.httpStatus() + " " + refused.code()));
    // shown to here: without a thread
  }
}

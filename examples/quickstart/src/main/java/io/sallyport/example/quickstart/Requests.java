package io.sallyport.example.quickstart;

import io.sallyport.access.AccessAnswer;
import io.sallyport.access.AccessControl;
import io.sallyport.http.RequestHead;
import java.util.Map;

/** A signed S3 request, checked before its body is read. A page shows the body of this method. */
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
}

package io.sallyport.example.objectstore.served;

import io.sallyport.example.objectstore.kept.KeptObjects;
import jakarta.servlet.ServletException;
import java.io.IOException;

/** Tells with an object how many tags it has, to whoever may read these. */
record ObjectReads(Objects objects) {

  void read(Call call) throws IOException, ServletException {
    int tags =
        objects
            .find(call.bucket(), call.key())
            .map(KeptObjects.Found::object)
            .map(object -> object.tags().size())
            .orElse(0);
    if (tags > 0 && mayReadTags(call)) {
      call.response().setHeader("x-amz-tagging-count", Integer.toString(tags));
    }
    call.pass(new ChangedHeaders(call.request()));
  }

  private static boolean mayReadTags(Call call) {
    return call.granted()
        .requester()
        .decide("s3:GetObjectTagging", "arn:aws:s3:::" + call.bucket() + "/" + call.key())
        .isAllowed();
  }
}

package io.sallyport.example.objectstore.served;

import io.sallyport.example.objectstore.kept.KeptObjects;
import jakarta.servlet.ServletException;
import java.io.IOException;

/** Tells with an object how many tags it has, to whoever may read these. */
record ObjectReads(KeptObjects kept) {

  void read(Call call) throws IOException, ServletException {
    int tags = kept.tags(call.bucket(), call.key()).size();
    if (tags > 0 && mayReadTags(call)) {
      call.response().setHeader("x-amz-tagging-count", Integer.toString(tags));
    }
    call.pass();
  }

  private static boolean mayReadTags(Call call) {
    return call.granted()
        .requester()
        .decide("s3:GetObjectTagging", "arn:aws:s3:::" + call.bucket() + "/" + call.key())
        .isAllowed();
  }
}

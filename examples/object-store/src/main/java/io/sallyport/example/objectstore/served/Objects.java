package io.sallyport.example.objectstore.served;

import io.sallyport.example.objectstore.kept.KeptObject;
import io.sallyport.example.objectstore.kept.KeptObjects;
import java.io.IOException;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** What is kept of the objects that calls are about. */
record Objects(KeptObjects kept) {

  KeptObject of(Call call) {
    return found(call).object();
  }

  /** What is kept of the object that a call is about, as it was decided on. */
  KeptObjects.Found found(Call call) {
    KeptObjects.Found found = find(call.bucket(), call.key()).orElseThrow(Refusal::noSuchKey);
    call.requireThere();
    if (!kept.looks().allow(call.bucket(), call.key(), found.label())) {
      throw Refusal.meanwhile("The object was written");
    }
    return found;
  }

  Optional<KeptObjects.Found> find(String bucket, String key) {
    return kept.find(bucket, key);
  }

  /**
   * Changes what is kept of an object.
   *
   * @param was what {@link #found} answered before anything else was read or looked up for the call
   */
  void change(Call call, KeptObjects.Found was, UnaryOperator<KeptObject> change)
      throws IOException {
    call.requireThere();
    kept.change(call.bucket(), call.key(), was.label(), change);
  }
}

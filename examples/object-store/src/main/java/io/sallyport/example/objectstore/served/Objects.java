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

  private KeptObjects.Found found(Call call) {
    return find(call.bucket(), call.key()).orElseThrow(Refusal::noSuchKey);
  }

  Optional<KeptObjects.Found> find(String bucket, String key) {
    return kept.find(bucket, key);
  }

  void change(Call call, UnaryOperator<KeptObject> change) throws IOException {
    kept.change(call.bucket(), found(call).label(), change);
  }
}

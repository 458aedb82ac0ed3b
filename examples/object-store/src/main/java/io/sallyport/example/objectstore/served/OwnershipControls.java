package io.sallyport.example.objectstore.served;

import io.sallyport.example.objectstore.kept.KeptBucket;
import io.sallyport.example.objectstore.kept.KeptBucket.Ownership;
import java.io.IOException;
import java.util.Set;

/** Whether access control lists of a bucket and its objects count. */
record OwnershipControls(Buckets buckets) {
  private static final String ROOT = "OwnershipControls";
  private static final String OWNERSHIP = "ObjectOwnership";

  /** By which policies know what the body asks for. */
  private static final String HEADER = "x-amz-object-ownership";

  static Ownership parse(String ownership) {
    return Ownership.of(ownership)
        .orElseThrow(
            () ->
                Refusal.invalidArgument(
                    "ObjectOwnership is ObjectWriter or BucketOwnerEnforced here."));
  }

  void get(Call call) throws IOException {
    call.xml(
        new XmlText(ROOT)
            .begin("Rule")
            .element(OWNERSHIP, buckets.of(call).ownership().wire())
            .end());
  }

  void put(Call call) throws IOException {
    KeptBucket bucket = buckets.of(call);
    XmlNode rule = XmlNode.parse(call.body(), ROOT).only(Set.of("Rule"), Set.of()).get("Rule");
    Ownership ownership =
        parse(rule.only(Set.of(OWNERSHIP), Set.of()).get(OWNERSHIP).text().strip());
    if (call.header(HEADER).filter(said -> !said.equals(ownership.wire())).isPresent()) {
      throw Refusal.invalidArgument(HEADER + " says other than the body.");
    }
    buckets.change(bucket, now -> now.withOwnership(ownership));
    call.done(200);
  }
}

package io.sallyport.example.objectstore.served;

import io.sallyport.bucket.PublicAccessBlock;
import io.sallyport.example.objectstore.kept.KeptBucket;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;

/** What of public access is blocked. */
record PublicAccessBlocks(Buckets buckets) {
  private static final String ROOT = "PublicAccessBlockConfiguration";
  private static final String ACLS = "BlockPublicAcls";
  private static final String IGNORED = "IgnorePublicAcls";
  private static final String POLICY = "BlockPublicPolicy";
  private static final String RESTRICTED = "RestrictPublicBuckets";

  void put(Call call) throws IOException {
    KeptBucket bucket = buckets.of(call);
    XmlNode body =
        XmlNode.parse(call.body(), ROOT).only(Set.of(ACLS, IGNORED, POLICY, RESTRICTED), Set.of());
    PublicAccessBlock block =
        new PublicAccessBlock(
            is(body, ACLS), is(body, IGNORED), is(body, POLICY), is(body, RESTRICTED));
    buckets.change(bucket, now -> now.withBlock(Optional.of(block)));
    call.done(200);
  }

  private static boolean is(XmlNode body, String setting) {
    String text = body.find(setting).map(XmlNode::text).orElse("false").strip();
    return switch (text) {
      case "true", "TRUE", "True" -> true;
      case "false", "FALSE", "False" -> false;
      default -> throw Refusal.malformedXml(setting + " is true or false.");
    };
  }

  void get(Call call) throws IOException {
    PublicAccessBlock block =
        buckets.of(call).blocks().stream()
            .findFirst()
            .orElseThrow(
                () ->
                    new Refusal(
                        404,
                        "NoSuchPublicAccessBlockConfiguration",
                        "The public access block configuration was not found."));
    call.xml(
        new XmlText(ROOT)
            .element(ACLS, Boolean.toString(block.blockPublicAcls()))
            .element(IGNORED, Boolean.toString(block.ignorePublicAcls()))
            .element(POLICY, Boolean.toString(block.blockPublicPolicy()))
            .element(RESTRICTED, Boolean.toString(block.restrictPublicBuckets())));
  }

  void delete(Call call) throws IOException {
    buckets.change(buckets.of(call), now -> now.withBlock(Optional.empty()));
    call.done(204);
  }
}

package io.sallyport.example.objectstore.served;

import io.sallyport.Sallyport;
import io.sallyport.error.LimitExceededException;
import io.sallyport.error.MalformedPolicyDocumentException;
import io.sallyport.example.objectstore.kept.KeptBucket;
import io.sallyport.example.objectstore.kept.KeptPolicy;
import io.sallyport.identity.PolicyText;
import io.sallyport.policy.PolicyType;
import io.sallyport.policy.json.PolicyReader;
import io.sallyport.policy.lint.PublicAccess;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;

/** The policies of buckets. */
record BucketPolicies(Buckets buckets, Supplier<Sallyport> sallyport) {
  private static final int LONGEST = PolicyText.LONGEST_OF_BUCKET;

  void put(Call call) throws IOException {
    KeptBucket bucket = buckets.of(call);
    KeptPolicy policy = policy(call, bucket);
    buckets.change(
        bucket,
        now -> {
          allowed(policy.toText(), now);
          return now.withPolicy(policy);
        });
    call.done(204);
  }

  void get(Call call) throws IOException {
    call.json(existing(buckets.of(call)).text());
  }

  void delete(Call call) throws IOException {
    buckets.change(buckets.of(call), now -> now.withPolicy(KeptPolicy.NONE));
    call.done(204);
  }

  void status(Call call) throws IOException {
    String text = existing(buckets.of(call)).text();
    boolean isPublic = PublicAccess.isPublic(PolicyReader.read(text, PolicyType.RESOURCE));
    call.xml(new XmlText("PolicyStatus").element("IsPublic", Boolean.toString(isPublic)));
  }

  private static KeptPolicy existing(KeptBucket bucket) {
    if (!bucket.policy().isThere()) {
      throw new Refusal(404, "NoSuchBucketPolicy", "The bucket policy does not exist.");
    }
    return bucket.policy();
  }

  private KeptPolicy policy(Call call, KeptBucket bucket) throws IOException {
    byte[] body = call.body();
    if (body.length > LONGEST) {
      throw malformed("A bucket policy has at most " + LONGEST + " bytes.");
    }
    try {
      String sent = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
      PolicyText text = PolicyText.submittedFor(bucket.name(), sent);
      allowed(text, bucket);
      boolean isConfirmed =
          call.header("x-amz-confirm-remove-self-bucket-access")
              .filter("true"::equalsIgnoreCase)
              .isPresent();
      return new KeptPolicy(sent, sallyport.get().pins(text).ids(), isConfirmed);
    } catch (MalformedPolicyDocumentException | LimitExceededException e) {
      throw malformed(String.valueOf(e.getMessage()));
    } catch (CharacterCodingException e) {
      throw malformed("A policy is UTF-8.");
    }
  }

  /** Refuses a policy that a bucket, as it is by now, doesn't let be put. */
  private static void allowed(PolicyText policy, KeptBucket bucket) {
    if (bucket.block().blockPublicPolicy() && PublicAccess.isPublic(policy.document())) {
      throw Refusal.accessDenied("Public policies are blocked.");
    }
  }

  private static Refusal malformed(String message) {
    return new Refusal(400, "MalformedPolicy", message);
  }
}

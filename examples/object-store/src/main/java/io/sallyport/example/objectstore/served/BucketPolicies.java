package io.sallyport.example.objectstore.served;

import io.sallyport.Sallyport;
import io.sallyport.error.LimitExceededException;
import io.sallyport.error.MalformedPolicyDocumentException;
import io.sallyport.example.objectstore.kept.KeptBucket;
import io.sallyport.example.objectstore.kept.KeptPolicy;
import io.sallyport.identity.PolicyText;
import io.sallyport.policy.Polarity;
import io.sallyport.policy.PolicyDocument;
import io.sallyport.policy.PolicyType;
import io.sallyport.policy.Statement;
import io.sallyport.policy.eval.AccessRequest;
import io.sallyport.policy.eval.CallerPolicies;
import io.sallyport.policy.eval.CompiledPolicy;
import io.sallyport.policy.eval.Decision;
import io.sallyport.policy.eval.PolicyEvaluator;
import io.sallyport.policy.eval.RequestContext;
import io.sallyport.policy.eval.ResourcePolicy;
import io.sallyport.policy.json.PolicyReader;
import io.sallyport.policy.lint.PublicAccess;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;

/** The policies of buckets. */
record BucketPolicies(Buckets buckets, Supplier<Sallyport> sallyport) {
  private static final int LONGEST = 20 * 1024;
  private static final String ARN = "arn:aws:s3:::";

  void put(Call call) throws IOException {
    KeptBucket bucket = buckets.of(call);
    refuseRoot(call, bucket);
    KeptPolicy policy = policy(call, bucket);
    buckets.change(call, now -> now.withPolicy(policy));
    call.done(204);
  }

  void get(Call call) throws IOException {
    KeptBucket bucket = buckets.of(call);
    refuseRoot(call, bucket);
    call.json(existing(bucket).text());
  }

  void delete(Call call) throws IOException {
    refuseRoot(call, buckets.of(call));
    buckets.change(call, now -> now.withPolicy(KeptPolicy.NONE));
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
    PolicyText text;
    try {
      String sent = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
      text = PolicyText.submitted(sent, PolicyType.RESOURCE, LONGEST);
      PolicyDocument document = PolicyReader.read(sent, PolicyType.RESOURCE);
      document.statements().forEach(statement -> requireOfBucket(statement, bucket.name()));
      if (bucket.block().blockPublicPolicy() && PublicAccess.isPublic(document)) {
        throw Refusal.accessDenied("Public policies are blocked.");
      }
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

  /** What it grants or denies must be this bucket's, or could be by a pattern. */
  private static void requireOfBucket(Statement statement, String bucket) {
    boolean isOfBucket =
        statement.resources().polarity() == Polarity.IN
            && statement.resources().values().stream().allMatch(each -> canBeOf(each, bucket));
    if (!isOfBucket) {
      throw malformed("Policy has invalid resource.");
    }
  }

  private static boolean canBeOf(String resource, String bucket) {
    if (resource.equals("*")) {
      return true;
    }
    if (!resource.startsWith(ARN)) {
      return false;
    }
    String name = resource.substring(ARN.length());
    int slash = name.indexOf('/');
    return isLike(bucket, slash < 0 ? name : name.substring(0, slash));
  }

  /** Whether a name is like a pattern; takes no more steps than the product of their lengths. */
  private static boolean isLike(String name, String pattern) {
    int at = 0;
    int next = 0;
    int star = -1;
    int afterStar = 0;
    while (at < name.length()) {
      char wanted = next < pattern.length() ? pattern.charAt(next) : '\0';
      if (wanted == '*') {
        star = next++;
        afterStar = at;
      } else if (wanted == '?' || wanted == name.charAt(at)) {
        at++;
        next++;
      } else if (star >= 0) {
        next = star + 1;
        at = ++afterStar;
      } else {
        return false;
      }
    }
    return pattern.substring(next).chars().allMatch(rest -> rest == '*');
  }

  /**
   * The owner's root user may mend a policy that shuts it out, unless whoever put it confirmed that
   * it is meant to: as in Ceph.
   */
  private static void refuseRoot(Call call, KeptBucket bucket) {
    if (!call.isRoot() || !bucket.policy().isConfirmed()) {
      return;
    }
    PolicyDocument document = PolicyReader.read(bucket.policy().text(), PolicyType.RESOURCE);
    Decision decision =
        PolicyEvaluator.create()
            .decide(
                AccessRequest.of(
                    call.granted().caller().caller(),
                    "s3:" + call.operation(),
                    ARN + bucket.name(),
                    bucket.owner(),
                    RequestContext.empty()),
                CallerPolicies.unlimited(),
                ResourcePolicy.of(CompiledPolicy.compile("bucket policy", document)));
    if (decision instanceof Decision.ExplicitlyDenied) {
      throw Refusal.accessDenied("The bucket policy denies it, as was confirmed.");
    }
  }

  private static Refusal malformed(String message) {
    return new Refusal(400, "MalformedPolicy", message);
  }
}

package io.sallyport.example.objectstore.served;

import io.sallyport.example.objectstore.kept.KeptBucket;
import io.sallyport.example.objectstore.kept.KeptBuckets;
import io.sallyport.example.objectstore.kept.KeptObjects;
import io.sallyport.identity.AccountId;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.function.UnaryOperator;

/** Whose buckets are: they are made, listed and deleted here. */
final class Buckets {
  private final KeptBuckets kept;
  private final KeptObjects objects;
  private final Accounts accounts;
  private final AclRequests acls;
  private final Clock clock;

  Buckets(KeptBuckets kept, KeptObjects objects, Accounts accounts, AclRequests acls, Clock clock) {
    this.kept = kept;
    this.objects = objects;
    this.accounts = accounts;
    this.acls = acls;
    this.clock = clock;
  }

  /** The bucket that a call is about, and was when it came. */
  KeptBucket of(Call call) {
    KeptBucket bucket = kept.find(call.bucket()).orElseThrow(Refusal::noSuchBucket);
    call.requireThere();
    return bucket;
  }

  /**
   * Changes a bucket.
   *
   * @param was what {@link #of} answered before anything else was read or looked up for the call
   */
  void change(KeptBucket was, UnaryOperator<KeptBucket> change) throws IOException {
    if (!kept.change(was, change)) {
      throw Refusal.noSuchBucket();
    }
  }

  /**
   * Claims the name before S3Proxy makes the folder: so the folder is never there without an owner.
   * The bucket is there once the folder is, before its maker is told. Makers and deleters come one
   * after the other.
   */
  void create(Call call) throws IOException, ServletException {
    AccountId owner =
        call.account().orElseThrow(() -> Refusal.accessDenied("Only accounts own buckets."));
    claim(call, owner, fresh(call, owner));
  }

  private synchronized void claim(Call call, AccountId owner, KeptBucket fresh)
      throws IOException, ServletException {
    Optional<KeptBucket> known = kept.claim(fresh);
    if (known.isPresent()) {
      if (!known.get().account().equals(owner)) {
        throw new Refusal(
            409, "BucketAlreadyExists", "The requested bucket name is not available.");
      }
      call.response().setHeader("Location", "/" + call.bucket());
      call.done(200);
      return;
    }
    HeldAnswer held = new HeldAnswer(call.response());
    boolean isMade = false;
    try {
      call.pass(held);
      isMade = held.getStatus() < 300;
    } finally {
      if (!isMade) {
        kept.remove(call.bucket());
      }
    }
    if (isMade) {
      kept.show(fresh);
    }
    held.send(UnaryOperator.identity());
  }

  private KeptBucket fresh(Call call, AccountId owner) {
    KeptBucket bucket = KeptBucket.of(call.bucket(), owner, clock.instant());
    Optional<String> ownership = call.header("x-amz-object-ownership");
    KeptBucket owned =
        ownership.isPresent()
            ? bucket.withOwnership(OwnershipControls.parse(ownership.get()))
            : bucket;
    return acls.ofHeaders(call, owned, owner).map(owned::withGrants).orElse(owned);
  }

  /** While nothing is written into it, so that no write comes into one that is made afterwards. */
  synchronized void delete(Call call) throws IOException, ServletException {
    Lock alone = kept.alone(call.bucket());
    if (!alone.tryLock()) {
      throw Refusal.meanwhile("Something was written into the bucket");
    }
    try {
      call.requireThere();
      call.pass();
      if (call.response().getStatus() == 204) {
        kept.remove(call.bucket());
        objects.removeAll(call.bucket());
      }
    } finally {
      alone.unlock();
    }
  }

  /** Those of the caller's account. */
  void list(Call call) throws IOException {
    AccountId owner =
        call.account().orElseThrow(() -> Refusal.accessDenied("Only accounts own buckets."));
    String prefix = call.parameter("prefix").orElse("");
    String after = call.parameter("continuation-token").orElse("");
    int most = call.parameter("max-buckets").map(Buckets::most).orElse(Integer.MAX_VALUE);
    List<KeptBucket> own =
        kept.all().stream()
            .filter(bucket -> bucket.account().equals(owner))
            .filter(bucket -> bucket.name().startsWith(prefix))
            .filter(bucket -> bucket.name().compareTo(after) > 0)
            .toList();
    XmlText xml = new XmlText("ListAllMyBucketsResult");
    accounts.write(xml, "Owner", owner);
    xml.begin("Buckets");
    for (KeptBucket bucket : own.subList(0, Math.min(own.size(), most))) {
      xml.begin("Bucket")
          .element("Name", bucket.name())
          .element("CreationDate", bucket.created())
          .end();
    }
    xml.end();
    if (own.size() > most) {
      xml.element("ContinuationToken", own.get(most - 1).name());
    }
    call.xml(prefix.isEmpty() ? xml : xml.element("Prefix", prefix));
  }

  private static int most(String text) {
    try {
      int most = Integer.parseInt(text);
      if (most >= 1 && most <= 10_000) {
        return most;
      }
    } catch (NumberFormatException e) {
      // Refused with the others.
    }
    throw Refusal.invalidArgument("max-buckets is 1 to 10000.");
  }
}

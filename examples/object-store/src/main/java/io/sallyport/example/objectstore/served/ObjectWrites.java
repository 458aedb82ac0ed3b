package io.sallyport.example.objectstore.served;

import io.sallyport.example.objectstore.kept.KeptBucket;
import io.sallyport.example.objectstore.kept.KeptGrant;
import io.sallyport.example.objectstore.kept.KeptObject;
import io.sallyport.example.objectstore.kept.KeptObjects;
import io.sallyport.example.objectstore.kept.LabelledStore;
import io.sallyport.example.objectstore.kept.Labels;
import io.sallyport.example.objectstore.kept.TagPair;
import io.sallyport.identity.AccountId;
import io.sallyport.policy.eval.RequestContext;
import io.sallyport.s3.ObjectVersion;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Keeps what an object that is written is to have besides its content, and then has S3Proxy write
 * the object with the label of that. One that has nothing of its own needs no label.
 */
record ObjectWrites(Buckets buckets, Objects objects, KeptObjects kept, AclRequests acls) {
  private static final String TAGGING = "x-amz-tagging";
  private static final String REPLACE = "REPLACE";
  private static final String STANDARD = "STANDARD";

  /** The metadata that are the store's own. */
  private static final Set<String> OWN =
      Set.of(
          ObjectHeaders.METADATA + Labels.METADATA,
          ObjectHeaders.METADATA + Labels.ENCRYPTION,
          ObjectHeaders.METADATA + LabelledStore.AS_SOURCE);

  /** An object that comes with the call, or an upload that becomes one. */
  void write(Call call) throws IOException, ServletException {
    write(call, call.changed(), tags(call), () -> {});
  }

  /** An object that is copied: with the tags of its source, unless told otherwise. */
  void copy(Call call) throws IOException, ServletException {
    boolean replacesMetadata = replaces(call, "x-amz-metadata-directive");
    boolean replacesTags = replaces(call, "x-amz-tagging-directive");
    ObjectVersion source = call.granted().request().source().orElseThrow();
    if (!replacesMetadata
        && !replacesTags
        && Encryption.asked(call).isEmpty()
        && source.bucket().equals(call.bucket())
        && source.key().equals(call.key())) {
      throw Refusal.invalidRequest("This copy would change nothing.");
    }
    Optional<KeptObjects.Found> copied = objects.find(source.bucket(), source.key());
    call.requireThere();
    List<TagPair> tags = replacesTags ? tags(call) : tagsOf(copied, source, call);
    ChangedHeaders changed = call.changed();
    if (!replacesMetadata) {
      changed
          .with("x-amz-metadata-directive", REPLACE)
          .with(ObjectHeaders.METADATA + LabelledStore.AS_SOURCE, "");
    }
    write(
        call,
        changed,
        tags,
        () -> {
          if (!objects
              .find(source.bucket(), source.key())
              .map(KeptObjects.Found::label)
              .equals(copied.map(KeptObjects.Found::label))) {
            throw Refusal.meanwhile("The source was written");
          }
        });
  }

  /** An upload that becomes no object, unless it was completed meanwhile. */
  void abort(Call call) throws IOException, ServletException {
    Optional<String> label = kept.ofUpload(call.bucket(), call.parameter("uploadId").orElseThrow());
    call.pass();
    if (label.isPresent() && call.response().getStatus() == 204) {
      kept.removeUnused(call.bucket(), call.key(), label.get());
    }
  }

  private static boolean replaces(Call call, String directive) {
    return call.header(directive).filter(REPLACE::equals).isPresent();
  }

  private static List<TagPair> tags(Call call) {
    return call.header(TAGGING).map(TagSets::ofHeader).orElse(List.of());
  }

  /** To copy tags takes what it takes to read and to put them; if there are none, nothing. */
  private static List<TagPair> tagsOf(
      Optional<KeptObjects.Found> copied, ObjectVersion source, Call call) {
    List<TagPair> tags = copied.map(found -> found.object().tags()).orElse(List.of());
    if (!tags.isEmpty()) {
      require("s3:GetObjectTagging", source.bucket() + "/" + source.key(), List.of(), call);
      if (source.versionId().isPresent()) {
        require(
            "s3:GetObjectVersionTagging", source.bucket() + "/" + source.key(), List.of(), call);
      }
      require("s3:PutObjectTagging", call.bucket() + "/" + call.key(), tags, call);
    }
    return tags;
  }

  private static void require(String action, String object, List<TagPair> tags, Call call) {
    RequestContext.Builder conditions = RequestContext.builder();
    for (TagPair tag : tags) {
      conditions.host("s3:RequestObjectTag/" + tag.key(), tag.value());
    }
    if (!tags.isEmpty()) {
      conditions.host(
          "s3:RequestObjectTagKeys", tags.stream().map(TagPair::key).toArray(String[]::new));
    }
    boolean isAllowed =
        call.granted()
            .requester()
            .decide(action, "arn:aws:s3:::" + object, conditions.build())
            .isAllowed();
    if (!isAllowed) {
      throw Refusal.accessDenied("To copy tags takes " + action + ".");
    }
  }

  /** S3Proxy takes the name of the usual class in any case, and policies do not. */
  private static void requireExact(Call call) {
    String storageClass = call.header("x-amz-storage-class").orElse(STANDARD);
    if (storageClass.equalsIgnoreCase(STANDARD) && !storageClass.equals(STANDARD)) {
      throw new Refusal(
          400, "InvalidStorageClass", "The storage class you specified is not valid.");
    }
  }

  /** Whose it is what is written: nobody's but the bucket owner's while lists don't count. */
  private static AccountId owner(Call call, KeptBucket bucket) {
    return bucket.hasAcls() ? call.account().orElse(bucket.account()) : bucket.account();
  }

  /** Writes, once it is sure again, after all that was looked up, that it is what was meant. */
  private void write(Call call, ChangedHeaders changed, List<TagPair> tags, Runnable sure)
      throws IOException, ServletException {
    ObjectHeaders.requireFew(call.request());
    requireExact(call);
    for (String header : Collections.list(call.request().getHeaderNames())) {
      String folded = header.toLowerCase(Locale.ROOT);
      if (OWN.contains(folded)) {
        throw Refusal.invalidArgument("This store keeps the name " + folded + " for itself.");
      }
    }
    KeptBucket bucket = buckets.of(call);
    AccountId owner = owner(call, bucket);
    KeptObject plain = KeptObject.of(owner).withTags(tags);
    Optional<List<KeptGrant>> grants = acls.ofHeaders(call, bucket, owner);
    KeptObject object = grants.map(plain::withGrants).orElse(plain);
    KeptBucket now = buckets.of(call);
    grants.ifPresent(list -> AclRequests.allowed(list, now));
    sure.run();
    boolean isPlain = object.equals(KeptObject.of(bucket.account()));
    if (Encryption.asked(call).equals(Optional.of(Encryption.KMS))) {
      changed.with(ObjectHeaders.METADATA + Labels.ENCRYPTION, Encryption.KMS);
      if (isPlain) {
        changed.with(ObjectHeaders.METADATA + Labels.METADATA, Labels.plain());
      }
    }
    if (isPlain) {
      call.pass(changed);
      return;
    }
    String label = kept.keep(call.bucket(), object);
    boolean isDone = false;
    try {
      call.pass(changed.with(ObjectHeaders.METADATA + Labels.METADATA, label));
      isDone = call.response().getStatus() < 300;
    } finally {
      if (!isDone) {
        kept.removeUnused(call.bucket(), call.key(), label);
      }
    }
  }
}

package io.sallyport.example.objectstore.served;

import io.sallyport.example.objectstore.kept.KeptBucket;
import io.sallyport.example.objectstore.kept.KeptObject;
import io.sallyport.example.objectstore.kept.KeptObjects;
import io.sallyport.identity.AccountId;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lists of objects, uploads and parts, with whose each is: S3Proxy says the same of all. */
record Listings(Buckets buckets, KeptObjects kept, Accounts accounts) {
  /** What is somebody's in a list. No text of S3Proxy's has a bare angle bracket. */
  private static final Pattern ENTRY =
      Pattern.compile("(?s)<(Contents|Upload|ListPartsResult)(?: [^>]*)?>.*?</\\1>");

  private static final Pattern WHOSE = Pattern.compile("(?s)<(Owner|Initiator)>.*?</\\1>");

  void list(Call call) throws IOException, ServletException {
    KeptBucket bucket = buckets.of(call);
    boolean isEncoded = call.parameter("encoding-type").equals(Optional.of("url"));
    HeldAnswer held = new HeldAnswer(call.response());
    call.pass(held);
    held.send(
        text ->
            ENTRY
                .matcher(text)
                .replaceAll(entry -> Matcher.quoteReplacement(owned(entry, bucket, isEncoded))));
  }

  private String owned(MatchResult entry, KeptBucket bucket, boolean isEncoded) {
    String text = entry.group();
    Matcher whose = WHOSE.matcher(text);
    if (!whose.find()) {
      return text;
    }
    AccountId owner =
        find(text, entry.group(1), bucket, isEncoded)
            .filter(object -> bucket.hasAcls())
            .map(KeptObject::account)
            .orElse(bucket.account());
    return whose.replaceAll(
        person -> Matcher.quoteReplacement(accounts.written(person.group(1), owner)));
  }

  /** What is kept of it; nothing if it is gone by now, or its key is none that XML can hold. */
  private Optional<KeptObject> find(
      String entry, String element, KeptBucket bucket, boolean isEncoded) {
    XmlNode node;
    try {
      node = XmlNode.parse(entry.getBytes(StandardCharsets.UTF_8), element);
    } catch (Refusal e) {
      return Optional.empty();
    }
    return node.find("UploadId").isPresent()
        ? ofUpload(bucket, node.get("UploadId").text())
        : ofObject(bucket, key(node, isEncoded));
  }

  private static String key(XmlNode entry, boolean isEncoded) {
    String key = entry.get("Key").text();
    return isEncoded ? URLDecoder.decode(key.replace("+", "%2B"), StandardCharsets.UTF_8) : key;
  }

  private Optional<KeptObject> ofObject(KeptBucket bucket, String key) {
    return kept.find(bucket.name(), key).map(KeptObjects.Found::object);
  }

  private Optional<KeptObject> ofUpload(KeptBucket bucket, String id) {
    try {
      return kept.upload(bucket.name(), id);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

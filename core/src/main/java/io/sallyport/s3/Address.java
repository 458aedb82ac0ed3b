package io.sallyport.s3;

import io.sallyport.error.S3RequestException;
import io.sallyport.http.RequestHead;
import io.sallyport.wire.S3Arn;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Where a request goes to: the service, a bucket, or an object in it.
 *
 * @param isOfTenant whether the bucket is the tenant's that was named with it, if one was: who says
 *     that it is another's is served nothing
 */
record Address(Optional<String> bucket, Optional<String> key, boolean isOfTenant) {

  /** Reads {@code /bucket/key}, or {@code /key} if the host is one of the base domains' buckets. */
  static Address of(RequestHead head, Naming naming) {
    if (head.rawPath().indexOf('+') >= 0) {
      throw S3RequestException.invalidUri(
          head.rawPath(), "without a bare + sign, which is written percent-encoded");
    }
    Optional<String> bucket = bucketOfHost(head, naming.baseDomains());
    String path = head.path();
    if (bucket.isPresent()) {
      return new Address(bucket, key(path, 1), true);
    }
    String raw = head.rawPath();
    if (raw.equals("/")) {
      return new Address(Optional.empty(), Optional.empty(), true);
    }
    int slash = raw.indexOf('/', 1);
    PathBucket named = naming.bucket(slash < 0 ? raw.substring(1) : raw.substring(1, slash));
    return new Address(
        Optional.of(named.bucket()),
        slash < 0 ? Optional.empty() : key(path, named.length() + 2),
        naming.isOfTenant(named));
  }

  Level level() {
    if (key.isPresent()) {
      return Level.OBJECT;
    }
    return bucket.isPresent() ? Level.BUCKET : Level.SERVICE;
  }

  /** The ARN of what is addressed. */
  String arn() {
    return S3Arn.of(bucket.orElse("*"), key);
  }

  private static Optional<String> key(String path, int from) {
    return path.length() <= from
        ? Optional.empty()
        : Optional.of(Names.requireKey(path.substring(from)));
  }

  private static Optional<String> bucketOfHost(RequestHead head, List<String> baseDomains) {
    if (baseDomains.isEmpty()) {
      return Optional.empty();
    }
    String host =
        head.header("host")
            .orElseThrow(() -> S3RequestException.invalidArgument("Host", "", "given once"))
            .replaceFirst(":[0-9]*$", "")
            .replaceFirst("\\.$", "")
            .toLowerCase(Locale.ROOT);
    if (baseDomains.contains(host)) {
      return Optional.empty();
    }
    return baseDomains.stream()
        .filter(base -> host.endsWith("." + base))
        .max(Comparator.comparing(String::length))
        .map(base -> host.substring(0, host.length() - base.length() - 1))
        .map(Names::requireBucket);
  }
}

package io.sallyport.s3;

import io.sallyport.error.IamException;
import io.sallyport.error.InvalidInputException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * How requests name a host's buckets.
 *
 * @param baseDomains the domains that buckets are under, in lower case; elsewhere they are in the
 *     path
 * @param tenants whether a tenant has a bucket; empty if paths name no tenants
 */
record Naming(List<String> baseDomains, Optional<BiPredicate<String, String>> tenants) {
  private static final int LONGEST = 253;
  private static final String LABEL = "[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?";
  private static final Pattern DOMAIN = Pattern.compile(LABEL + "(?:\\." + LABEL + ")*");

  /** Names without buckets' own. */
  static Naming under(String... baseDomains) {
    return new Naming(Stream.of(baseDomains).map(Naming::domain).toList(), Optional.empty());
  }

  /** One that no host name ends with would put every bucket into the path, as another. */
  private static String domain(String text) {
    if (text.length() > LONGEST || !DOMAIN.matcher(text).matches()) {
      throw new InvalidInputException(
          "the base domain", text, "a name such as s3.example.com: no scheme, dot around, or port");
    }
    return text.toLowerCase(Locale.ROOT);
  }

  Naming with(BiPredicate<String, String> newTenants) {
    return new Naming(baseDomains, Optional.of(newTenants));
  }

  /** The bucket that the first segment of a path names, as it was sent. */
  PathBucket bucket(String segment) {
    return tenants.isPresent() ? PathBucket.ofTenant(segment) : PathBucket.plain(segment);
  }

  /** Whether it is its tenant's, if it names one. */
  boolean isOfTenant(PathBucket named) {
    return named.tenant().isEmpty() || has(named.tenant().get(), named.bucket());
  }

  /** The host's own code: what it throws says nothing of the request, be it an error of ours. */
  private boolean has(String tenant, String bucket) {
    try {
      return tenants.orElseThrow().test(tenant, bucket);
    } catch (IamException e) {
      throw new IllegalStateException("the host can't tell whose a bucket is", e);
    }
  }
}

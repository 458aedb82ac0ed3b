package io.sallyport.s3;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.stream.Stream;

/**
 * How requests name a host's buckets.
 *
 * @param baseDomains the domains that buckets are under, in lower case; elsewhere they are in the
 *     path
 * @param tenants whether a tenant has a bucket; empty if paths name no tenants
 */
record Naming(List<String> baseDomains, Optional<BiPredicate<String, String>> tenants) {
  static Naming under(String... baseDomains) {
    return new Naming(
        Stream.of(baseDomains).map(domain -> domain.toLowerCase(Locale.ROOT)).toList(),
        Optional.empty());
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
    return named.tenant().isEmpty()
        || tenants.orElseThrow().test(named.tenant().get(), named.bucket());
  }
}

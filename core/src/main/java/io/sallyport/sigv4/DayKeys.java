package io.sallyport.sigv4;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.sallyport.credential.SecretKey;
import java.time.Duration;
import java.util.Optional;

/**
 * The keys that signatures were verified with lately, by access key and scope. A key is answered
 * only for the secret that it was derived from, so that one that was replaced counts for nothing.
 * Only what verified a signature is kept: who has no secret pushes nothing out. Thread-safe.
 */
final class DayKeys {
  private static final int MOST = 4_096;

  /** However often it is used: who counts uses has books to keep at each. */
  private static final Duration LONGEST = Duration.ofHours(1);

  private final Cache<CredentialScope.Claim, DayKey> keys =
      Caffeine.newBuilder()
          .maximumSize(MOST)
          .expireAfterWrite(LONGEST)
          .executor(Runnable::run) // What is pushed out is so by who comes, and no other thread.
          .build();

  /** The key of a secret for what is claimed, if it is kept. */
  Optional<DayKey> kept(CredentialScope.Claim claim, SecretKey secret) {
    return Optional.ofNullable(keys.getIfPresent(claim)).filter(key -> key.isOf(secret));
  }

  /** Keeps a key that verified a signature. */
  void keep(CredentialScope.Claim claim, DayKey key) {
    keys.put(claim, key);
  }
}

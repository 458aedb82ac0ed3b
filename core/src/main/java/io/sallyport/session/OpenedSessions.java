package io.sallyport.session;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.sallyport.audit.Metrics;
import io.sallyport.credential.SessionToken;
import io.sallyport.error.InvalidCredentialsException;
import io.sallyport.journal.CacheCounter;
import io.sallyport.keyring.KeyRing;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;

/**
 * The sessions of tokens that were opened lately, by the digests of these: a session that sends a
 * thousand requests is unsealed once. At every use the key that sealed a token must still be in the
 * ring; all else that may have changed since a session began its user has to ask anyway, at every
 * use. What can't be opened is not kept. Thread-safe.
 */
public final class OpenedSessions {
  /** What a session takes besides its policies and tags, about. */
  private static final int ENTRY = 2 << 10;

  private static final Duration UNUSED = Duration.ofHours(1);

  /** Copied and never used: to look for a provider takes longer than to hash. */
  private static final MessageDigest SHA256 = sha256();

  private final SessionTokens tokens;
  private final KeyRing keys;
  private final Cache<Digest, Opened> kept;

  /**
   * A session as it was opened.
   *
   * @param key the id of the key that sealed it
   */
  private record Opened(Session session, String key) {}

  /** The SHA-256 of a token, which tells nothing of it. */
  private record Digest(long first, long second, long third, long fourth) {
    static Digest of(SessionToken token) {
      ByteBuffer hash = ByteBuffer.wrap(copy().digest(token.reveal().getBytes(ISO_8859_1)));
      return new Digest(hash.getLong(), hash.getLong(), hash.getLong(), hash.getLong());
    }

    /** Any part of it is as good as all. */
    @Override
    public int hashCode() {
      return Long.hashCode(first);
    }
  }

  /** Sessions that take a part of this process's heap at most, from 4 to 64 MiB. */
  public static OpenedSessions withinHeap(SessionTokens tokens, KeyRing keys, Metrics metrics) {
    long bytes = Math.max(4L << 20, Math.min(64L << 20, Runtime.getRuntime().maxMemory() / 32));
    return new OpenedSessions(tokens, keys, bytes, metrics);
  }

  /** Sessions that take so many bytes at most, about. */
  public OpenedSessions(SessionTokens tokens, KeyRing keys, long bytes) {
    this(tokens, keys, bytes, Metrics.NONE);
  }

  private OpenedSessions(SessionTokens tokens, KeyRing keys, long bytes, Metrics metrics) {
    this.tokens = tokens;
    this.keys = keys;
    this.kept =
        CacheCounter.counted(Caffeine.newBuilder(), metrics, Metrics.Cache.SESSIONS)
            .maximumWeight(bytes)
            .weigher((Digest digest, Opened opened) -> weight(opened.session()))
            .expireAfterAccess(UNUSED)
            .executor(Runnable::run) // What is pushed out is so by who comes, and no other thread.
            .build();
  }

  /**
   * The session of a token, as {@link SessionTokens#open} answers it. That it has not expired, is
   * not said.
   *
   * @throws InvalidCredentialsException if it was not made here or was changed, or its key was
   *     struck out
   */
  public Session open(SessionToken token) {
    Digest digest = Digest.of(token);
    Opened known = kept.getIfPresent(digest);
    if (known != null) {
      if (keys.hasTokenKey(known.key())) {
        return known.session();
      }
      kept.invalidate(digest);
    }
    Session session = tokens.open(token);
    kept.put(digest, new Opened(session, SessionTokens.key(token)));
    return session;
  }

  /** How many bytes they take, by their own estimate. */
  long weight() {
    kept.cleanUp();
    return kept.policy().eviction().orElseThrow().weightedSize().orElseThrow();
  }

  private static int weight(Session session) {
    return ENTRY + 4 * BinaryToken.sizeOfLimits(session);
  }

  private static MessageDigest copy() {
    try {
      return (MessageDigest) SHA256.clone();
    } catch (CloneNotSupportedException e) {
      return sha256();
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}

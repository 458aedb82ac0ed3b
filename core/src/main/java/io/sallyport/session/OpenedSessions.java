package io.sallyport.session;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.sallyport.audit.Metrics;
import io.sallyport.credential.AccessKeyId;
import io.sallyport.credential.SessionToken;
import io.sallyport.document.Derived;
import io.sallyport.document.Documents;
import io.sallyport.document.HeapShare;
import io.sallyport.error.InvalidCredentialsException;
import io.sallyport.error.InvalidCredentialsException.Reason;
import io.sallyport.journal.CacheCounter;
import io.sallyport.keyring.KeyRing;
import io.sallyport.principal.Principal;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/**
 * The sessions of tokens that were opened lately, by their access keys: a session that sends a
 * thousand requests is unsealed once. At every use the key that sealed a token must still be in the
 * ring, and all else be as it is now: what was found of a role's session is found anew as soon as
 * any document has changed. What can't be opened is not kept. Thread-safe.
 */
public final class OpenedSessions {
  /** What a session takes besides its token, its policies and its tags, about. */
  private static final int ENTRY = 2 << 10;

  /** However often it is used: who counts uses has books to keep at each. */
  private static final Duration LONGEST = Duration.ofHours(1);

  private final SessionTokens tokens;
  private final KeyRing keys;
  private final Cache<AccessKeyId, Opened> kept;
  private final Derived<Opened, Principal> callers;

  /** A session as it was opened. One opened anew is another one. */
  private static final class Opened {
    private final Session session;
    private final String token;

    /** The id of the key that sealed it. */
    private final String key;

    Opened(Session session, SessionToken token) {
      this.session = session;
      this.token = token.reveal();
      this.key = SessionTokens.key(token);
    }

    /**
     * Not in constant time: who has a session's token and not its secret can do nothing with it.
     */
    boolean isOf(SessionToken other) {
      return token.equals(other.reveal());
    }

    int weight() {
      return ENTRY + token.length() + 4 * BinaryToken.sizeOfLimits(session);
    }
  }

  /** Sessions that take a part of this process's heap at most, from 4 to 64 MiB. */
  public static OpenedSessions withinHeap(
      SessionTokens tokens, KeyRing keys, Documents documents, Metrics metrics) {
    return new OpenedSessions(tokens, keys, documents, HeapShare.of(32, 4, 64), metrics);
  }

  /** Sessions that take so many bytes at most, about. */
  public OpenedSessions(SessionTokens tokens, KeyRing keys, Documents documents, long bytes) {
    this(tokens, keys, documents, bytes, Metrics.NONE);
  }

  private OpenedSessions(
      SessionTokens tokens, KeyRing keys, Documents documents, long bytes, Metrics metrics) {
    this.tokens = tokens;
    this.keys = keys;
    this.callers = documents.derived();
    this.kept =
        CacheCounter.counted(Caffeine.newBuilder(), metrics, Metrics.Cache.SESSIONS)
            .maximumWeight(bytes)
            .weigher((AccessKeyId id, Opened opened) -> opened.weight())
            .expireAfterWrite(LONGEST)
            .executor(Runnable::run) // What is pushed out is so by who comes, and no other thread.
            .build();
  }

  /**
   * The session of a token, as {@link SessionTokens#open} answers it. That it has not expired, is
   * not said.
   *
   * @param id the access key that came with the token
   * @param find who a session is, of a role's by documents alone; throws if it is nobody
   * @throws InvalidCredentialsException if the token was not made here or was changed, or is of
   *     another access key, or its key was struck out
   */
  public OpenedSession open(AccessKeyId id, SessionToken token, Function<Session, Principal> find) {
    Opened known = kept.getIfPresent(id);
    if (known != null && known.isOf(token)) {
      if (callers.has(known) || keys.hasTokenKey(known.key)) {
        return new OpenedSession(known.session, () -> caller(known, find));
      }
      kept.invalidate(id);
    }
    Opened opened = new Opened(tokens.open(token), token);
    if (!opened.session.accessKeyId().equals(id)) {
      throw invalid();
    }
    kept.put(id, opened);
    return new OpenedSession(opened.session, () -> caller(opened, find));
  }

  /** A user's session is as old as it is, and a host's users are as its host says: never kept. */
  private Principal caller(Opened opened, Function<Session, Principal> find) {
    return opened.session.holder() instanceof SessionHolder.OfRole
        ? callers.get(opened, () -> found(opened, find)).orElseThrow(OpenedSessions::invalid)
        : find.apply(opened.session);
  }

  private Optional<Principal> found(Opened opened, Function<Session, Principal> find) {
    return keys.hasTokenKey(opened.key)
        ? Optional.of(find.apply(opened.session))
        : Optional.empty();
  }

  private static InvalidCredentialsException invalid() {
    return new InvalidCredentialsException(Reason.INVALID_SESSION_TOKEN);
  }

  /** How many bytes they take, by their own estimate. */
  long weight() {
    kept.cleanUp();
    return kept.policy().eviction().orElseThrow().weightedSize().orElseThrow();
  }
}

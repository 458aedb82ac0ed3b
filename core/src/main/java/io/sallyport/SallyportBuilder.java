package io.sallyport;

import io.sallyport.audit.AuditSink;
import io.sallyport.bucket.BucketDirectory;
import io.sallyport.entity.Pinning;
import io.sallyport.gate.RateLimit;
import io.sallyport.gate.RoleTokens.Lifetime;
import io.sallyport.identity.AccountId;
import io.sallyport.identity.Tags;
import io.sallyport.masterkey.MasterKey;
import io.sallyport.policy.Leniency;
import io.sallyport.principal.PrincipalDirectory;
import io.sallyport.s3.S3RequestParser;
import io.sallyport.sigv4.SignatureVerifier;
import io.sallyport.storage.IamStore;
import io.sallyport.sts.MfaVerifier;
import io.sallyport.sts.WebIdentityVerifier;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** Collects what an instance needs. Not thread-safe. */
public final class SallyportBuilder extends CallerOptions {
  private Optional<IamStore> store = Optional.empty();
  private Optional<MasterKey> masterKey = Optional.empty();

  SallyportBuilder() {}

  /** Where everything is kept. The instance closes it. */
  public SallyportBuilder store(IamStore newStore) {
    store = Optional.of(newStore);
    return this;
  }

  /** The key that wraps all others. */
  public SallyportBuilder masterKey(MasterKey key) {
    masterKey = Optional.of(key);
    return this;
  }

  /**
   * The host's own users, and nobody else; by default, users are kept in the store. {@link
   * Sallyport#users} and groups are refused then, since nobody would ever ask for them.
   */
  public SallyportBuilder principals(PrincipalDirectory hostDirectory) {
    settings.directory = stored -> hostDirectory;
    settings.users = Users.Place.HOST;
    return this;
  }

  /**
   * Who verifies the tokens of the accounts' OpenID Connect providers; by default nobody, and
   * {@code AssumeRoleWithWebIdentity} is refused.
   */
  public SallyportBuilder webIdentity(WebIdentityVerifier newVerifier) {
    settings.verifier = Optional.of(newVerifier);
    return this;
  }

  /**
   * Ends a session that began by a web identity token with the token, at the latest; by default it
   * lasts as long as was asked for and its role allows, as in AWS.
   */
  public SallyportBuilder sessionsEndWithTheirToken() {
    settings.lifetime = Lifetime.OF_TOKEN;
    return this;
  }

  /**
   * The account that {@link Sallyport#roles()} are of, and every bucket unless {@link #buckets}
   * tells otherwise; by default the empty.
   */
  public SallyportBuilder account(AccountId owner) {
    settings.account = owner;
    return this;
  }

  /**
   * The host's buckets, whose owners, policies, tags and access control lists then count; by
   * default one account owns every bucket, and nothing but the callers' own policies counts.
   */
  public SallyportBuilder buckets(BucketDirectory hostBuckets) {
    settings.buckets = Optional.of(hostBuckets);
    return this;
  }

  /** How requests name their bucket; by default in the path. */
  public SallyportBuilder requests(S3RequestParser requestParser) {
    settings.parser = requestParser;
    return this;
  }

  /**
   * Lets a tag that is given take the place of the values that its key has, as AWS does and
   * Terraform expects; by default they are added to them, as Ceph does.
   */
  public SallyportBuilder replacingTags() {
    settings.tagging = Tags::replacing;
    return this;
  }

  /**
   * Lets trust policies name users and roles that don't exist yet, as Ceph does: whoever is made
   * under such a name later is who is meant, and so is whoever is made after that one. By default
   * such a policy is refused, as AWS refuses it.
   */
  public SallyportBuilder unknownPrincipals() {
    settings.missing = Pinning.Missing.KEPT_BY_NAME;
    return this;
  }

  /**
   * Lets pass what is named, such as {@link Leniency#ceph()}, besides what was named before. All
   * instances of one store need the same: a policy that was saved under a leniency denies whatever
   * it has a part in where that isn't named.
   */
  public SallyportBuilder lenient(Set<Leniency> names) {
    settings.leniencies.addAll(names);
    return this;
  }

  /**
   * Tells the sender of a wrong signature what should have been signed, as AWS does: the code is
   * {@code SignatureDoesNotMatch}. That tells whether there is the access key, so by default such a
   * request is answered as one of a key that isn't there.
   */
  public SallyportBuilder explainingSignatures() {
    settings.verification = SignatureVerifier::explaining;
    return this;
  }

  /**
   * Lets refusals of IAM and STS carry what they were made of, sealed: who is refused can't read
   * it, and {@code sts:DecodeAuthorizationMessage} allows others of its account to. Each refusal
   * then costs a trace of all policies. S3's refusals carry nothing, as in AWS.
   */
  public SallyportBuilder encodingDenials() {
    settings.denials = Optional::of;
    return this;
  }

  /** What verifies second factors; by default nothing does, and calls that give one are refused. */
  public SallyportBuilder mfa(MfaVerifier verifier) {
    settings.mfa = Optional.of(verifier);
    return this;
  }

  /** Who is told of what happens; by default nobody. */
  public SallyportBuilder audit(AuditSink sink) {
    settings.audit = Optional.of(sink);
    return this;
  }

  /**
   * How often one caller may call STS through {@link Sallyport#query}: so many times at once, and
   * as many again over this time. Further calls are refused with {@code Throttling}, after which
   * clients wait. A session counts together with all that it began; by default nobody is limited.
   *
   * @throws IllegalArgumentException if either is not positive
   */
  public SallyportBuilder limitSts(int calls, Duration per) {
    settings.stsRate = Optional.of(new RateLimit.Rate(calls, per));
    return this;
  }

  /**
   * As {@link #limitSts}, how often STS may be called without a signature from one address, of IPv6
   * one block of 64 bits. Requests without a {@code remoteAddress} count as of one.
   *
   * @throws IllegalArgumentException if either is not positive
   */
  public SallyportBuilder limitUnsignedSts(int calls, Duration per) {
    settings.unsignedStsRate = Optional.of(new RateLimit.Rate(calls, per));
    return this;
  }

  /**
   * How old the last proof that all changes of the store came through may be; by default 30 s. Past
   * it, decisions ask the store itself. Less than ten seconds costs reads.
   *
   * @throws IllegalArgumentException if it is not from 1 second to 1 hour
   */
  public SallyportBuilder maxStaleness(Duration duration) {
    boolean isLong = duration.compareTo(Duration.ofHours(1)) > 0;
    require(duration, Duration.ofSeconds(1), !isLong, "maxStaleness is from 1 second to 1 hour");
    settings.maxStaleness = duration;
    return this;
  }

  /**
   * How old the newest key that seals session tokens becomes before another one takes its place; by
   * default 30 days. The next session that begins then makes it.
   *
   * @throws IllegalArgumentException if it is less than an hour
   * @see io.sallyport.masterkey.KeyManager#rotate
   */
  public SallyportBuilder rotateTokenKeysAfter(Duration age) {
    require(age, Duration.ofHours(1), true, "a token key lasts at least an hour");
    settings.tokenKeyAge = age;
    return this;
  }

  /** What time it is; by default the system's clock. */
  public SallyportBuilder clock(Clock newClock) {
    settings.clock = newClock;
    return this;
  }

  /** Where keys, secrets and ids come from; by default {@code new SecureRandom()}. */
  public SallyportBuilder random(SecureRandom newRandom) {
    settings.random = newRandom;
    return this;
  }

  /**
   * Opens the instance: reads the key ring, or makes it. If that fails, the store is closed.
   *
   * @throws IllegalStateException if no store or no master key was given
   * @throws io.sallyport.masterkey.MasterKeyException if the store's keys were wrapped with another
   *     master key; nothing was changed
   * @throws io.sallyport.error.UnavailableException if the store can't be asked
   */
  public Sallyport build() {
    IamStore given = store.orElseThrow(() -> lacks("a store"));
    try {
      return new Sallyport(settings, given, masterKey.orElseThrow(() -> lacks("a master key")));
    } catch (RuntimeException e) {
      given.close();
      throw e;
    }
  }

  private static void require(Duration given, Duration least, boolean isShort, String rule) {
    if (given.compareTo(least) < 0 || !isShort) {
      throw new IllegalArgumentException(rule + ", not " + given);
    }
  }

  private static IllegalStateException lacks(String what) {
    return new IllegalStateException("Sallyport needs " + what);
  }
}

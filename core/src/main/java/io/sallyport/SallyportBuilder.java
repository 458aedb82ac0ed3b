package io.sallyport;

import static java.util.Objects.requireNonNull;

import io.sallyport.audit.AuditSink;
import io.sallyport.audit.Metrics;
import io.sallyport.bucket.BucketDirectory;
import io.sallyport.error.AwsService;
import io.sallyport.identity.AccountId;
import io.sallyport.masterkey.MasterKey;
import io.sallyport.principal.PrincipalDirectory;
import io.sallyport.query.HostAction;
import io.sallyport.s3.S3RequestParser;
import io.sallyport.storage.IamStore;
import io.sallyport.sts.MfaVerifier;
import io.sallyport.sts.UnnamedRoles;
import io.sallyport.sts.WebIdentityVerifier;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** Collects what an instance needs. Not thread-safe. */
public final class SallyportBuilder extends Choices {
  private Optional<GivenStore> store = Optional.empty();
  private Optional<MasterKey> masterKey = Optional.empty();

  SallyportBuilder() {}

  @Override
  SallyportBuilder self() {
    return this;
  }

  /** Where everything is kept. The instance closes it, also if it can't be built. */
  public SallyportBuilder store(IamStore store) {
    this.store = Optional.of(new GivenStore(requireNonNull(store, "store"), false));
    return this;
  }

  /** Where everything is kept, in a store that stays the host's: who lends it closes it. */
  public SallyportBuilder lentStore(IamStore lentStore) {
    store = Optional.of(new GivenStore(requireNonNull(lentStore, "lentStore"), true));
    return this;
  }

  /** The key that wraps all others. */
  public SallyportBuilder masterKey(MasterKey masterKey) {
    this.masterKey = Optional.of(requireNonNull(masterKey, "masterKey"));
    return this;
  }

  /**
   * The host's own users, and nobody else; by default, users are kept in the store. {@link
   * Sallyport#users} and groups are refused then, since nobody would ever ask for them.
   */
  public SallyportBuilder principalDirectory(PrincipalDirectory principalDirectory) {
    requireNonNull(principalDirectory, "principalDirectory");
    settings.directory = stored -> principalDirectory;
    settings.users = Users.Place.HOST;
    return this;
  }

  /**
   * Who verifies the tokens of the accounts' OpenID Connect providers; by default nobody, and
   * {@code AssumeRoleWithWebIdentity} is refused.
   */
  public SallyportBuilder webIdentityVerifier(WebIdentityVerifier webIdentityVerifier) {
    settings.verifier = Optional.of(requireNonNull(webIdentityVerifier, "webIdentityVerifier"));
    return this;
  }

  /**
   * The account that {@link Sallyport#roles()} are of, and every bucket unless {@link
   * #bucketDirectory} tells otherwise; by default the empty.
   */
  public SallyportBuilder defaultAccount(AccountId defaultAccount) {
    settings.account = requireNonNull(defaultAccount, "defaultAccount");
    return this;
  }

  /**
   * The host's buckets, whose owners, policies, tags and access control lists then count; by
   * default one account owns every bucket, and nothing but the callers' own policies counts.
   */
  public SallyportBuilder bucketDirectory(BucketDirectory bucketDirectory) {
    settings.buckets = Optional.of(requireNonNull(bucketDirectory, "bucketDirectory"));
    return this;
  }

  /** How requests name their bucket; by default in the path. */
  public SallyportBuilder requestParser(S3RequestParser requestParser) {
    settings.parser = requireNonNull(requestParser, "requestParser");
    return this;
  }

  /** Which role a call means that names none, as MinIO's do; by default such a call is refused. */
  public SallyportBuilder unnamedRoles(UnnamedRoles unnamedRoles) {
    settings.unnamedRoles = Optional.of(requireNonNull(unnamedRoles, "unnamedRoles"));
    return this;
  }

  /** What verifies second factors; by default nothing does, and calls that give one are refused. */
  public SallyportBuilder mfaVerifier(MfaVerifier mfaVerifier) {
    settings.mfa = Optional.of(requireNonNull(mfaVerifier, "mfaVerifier"));
    return this;
  }

  /** Who is told of what happens; by default nobody. */
  public SallyportBuilder auditSink(AuditSink auditSink) {
    settings.audit = Optional.of(requireNonNull(auditSink, "auditSink"));
    return this;
  }

  /**
   * Adds an action of the host's own to IAM or STS, such as {@code iam:PutQuota}: it is signed,
   * authorised, counted and noted as ours are, and must be signed in the header.
   *
   * @param name as requests call it: up to 128 letters and digits, a capital first
   * @throws IllegalArgumentException if the name is none, or was added already, or the service is
   *     S3; {@link #build} throws it if Sallyport has that action itself
   */
  public SallyportBuilder action(AwsService service, String name, HostAction action) {
    settings.add(
        requireNonNull(service, "service"),
        requireNonNull(name, "name"),
        requireNonNull(action, "action"));
    return this;
  }

  /** What counts what happens; by default nothing does, which costs nothing. */
  public SallyportBuilder metrics(Metrics metrics) {
    settings.metrics = Optional.of(requireNonNull(metrics, "metrics"));
    return this;
  }

  /**
   * How old the last proof that all changes of the store came through may be; by default 30 s. Past
   * it, decisions ask the store itself. Less than ten seconds costs reads.
   *
   * @throws IllegalArgumentException if it is not from 1 second to 1 hour
   */
  public SallyportBuilder maxStaleness(Duration maxStaleness) {
    boolean isLong =
        requireNonNull(maxStaleness, "maxStaleness").compareTo(Duration.ofHours(1)) > 0;
    require(
        maxStaleness, Duration.ofSeconds(1), !isLong, "maxStaleness is from 1 second to 1 hour");
    settings.maxStaleness = maxStaleness;
    return this;
  }

  /**
   * How old the newest key that seals session tokens becomes before another one takes its place; by
   * default 30 days. The next session that begins then makes it.
   *
   * @throws IllegalArgumentException if it is less than an hour
   * @see io.sallyport.masterkey.KeyManager#rotate
   */
  public SallyportBuilder rotateTokenKeysAfter(Duration rotateTokenKeysAfter) {
    require(
        requireNonNull(rotateTokenKeysAfter, "rotateTokenKeysAfter"),
        Duration.ofHours(1),
        true,
        "a token key lasts at least an hour");
    settings.tokenKeyAge = rotateTokenKeysAfter;
    return this;
  }

  /** What time it is; by default the system's clock. */
  public SallyportBuilder clock(Clock clock) {
    settings.clock = requireNonNull(clock, "clock");
    return this;
  }

  /** Where keys, secrets and ids come from; by default {@code new SecureRandom()}. */
  public SallyportBuilder random(SecureRandom random) {
    settings.random = requireNonNull(random, "random");
    return this;
  }

  /**
   * Opens the instance: reads the key ring, or makes it. If that fails, the store is closed, unless
   * it is lent.
   *
   * @throws IllegalStateException if no store or no master key was given
   * @throws io.sallyport.masterkey.WrongMasterKeyException if the store's keys were wrapped with
   *     another master key; nothing was changed
   * @throws io.sallyport.masterkey.MasterKeyUnavailableException if the master key can't be asked
   * @throws io.sallyport.error.UnavailableException if the store can't be asked
   */
  public Sallyport build() {
    GivenStore given = store.orElseThrow(() -> lacks("a store"));
    try {
      return new Sallyport(settings, given, masterKey.orElseThrow(() -> lacks("a master key")));
    } catch (RuntimeException | Error e) {
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

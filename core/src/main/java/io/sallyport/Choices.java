package io.sallyport;

import static java.util.Objects.requireNonNull;

import io.sallyport.credential.AccessKey;
import io.sallyport.entity.Pinning;
import io.sallyport.gate.Glass;
import io.sallyport.gate.RateLimit;
import io.sallyport.gate.RoleTokens.Lifetime;
import io.sallyport.identity.AccountId;
import io.sallyport.identity.Tags;
import io.sallyport.identity.UserName;
import io.sallyport.policy.Leniency;
import io.sallyport.principal.BreakGlass;
import io.sallyport.principal.PrincipalDirectory;
import io.sallyport.sigv4.SignatureVerifier;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** What an instance does otherwise than by default if its builder is told so. Not thread-safe. */
abstract sealed class Choices permits SallyportBuilder {
  private static final int SHORTEST_SECRET = 40;

  final Settings settings = new Settings();

  abstract SallyportBuilder self();

  /**
   * The host's own users beside those that are kept in the store, whose directory is given: {@code
   * principalDirectoryOver(stored -> PrincipalDirectory.firstOf(mine, stored))}. Then {@link
   * Sallyport#users} is for those in the store. What both know is nobody's, as {@link
   * PrincipalDirectory#firstOf} says; so nobody is made in the store under a name that the host's
   * directory knows, and no policy names somebody of whom it can't tell, unless {@link
   * #acceptingUnknownPrincipals}. The store has a root user where it keeps its keys.
   *
   * @param principalDirectoryOver called once, when the instance is built
   */
  public SallyportBuilder principalDirectoryOver(
      UnaryOperator<PrincipalDirectory> principalDirectoryOver) {
    settings.directory = requireNonNull(principalDirectoryOver, "principalDirectoryOver");
    settings.users = Users.Place.BOTH;
    return self();
  }

  /**
   * Lets somebody do everything of S3 and of an account's IAM when nothing else helps: see {@link
   * BreakGlass}. May be called for several. Its key is given here each time that the host starts,
   * is in no store, and is taken away by starting without it. Each use of it is a warning in the
   * log, and an event of audit for each decision.
   *
   * @param who named in both
   * @param key made for this alone: whoever else has its id is never asked for
   * @throws IllegalArgumentException if the secret has less than 40 characters, or the key or the
   *     name was given before
   */
  public SallyportBuilder breakGlass(AccountId account, UserName who, AccessKey key) {
    requireNonNull(account, "account");
    requireNonNull(who, "who");
    if (requireNonNull(key, "key").secret().reveal().length() < SHORTEST_SECRET) {
      throw new IllegalArgumentException(
          "a secret that breaks the glass has " + SHORTEST_SECRET + " characters at least");
    }
    BreakGlass holder = new BreakGlass(account, who);
    boolean isNamed =
        settings.glasses.values().stream().map(Glass::holder).anyMatch(holder::equals);
    if (isNamed
        || settings.glasses.putIfAbsent(key.id(), new Glass(holder, key.secret())) != null) {
      throw new IllegalArgumentException("each who breaks the glass has one key, and it alone");
    }
    return self();
  }

  /**
   * Ends a session that began by a web identity token with the token, at the latest; by default it
   * lasts as long as was asked for and its role allows, as in AWS.
   */
  public SallyportBuilder sessionsEndWithTheirToken() {
    settings.lifetime = Lifetime.OF_TOKEN;
    return self();
  }

  /**
   * Lets a tag that is given take the place of the values that its key has, as AWS does and
   * Terraform expects; by default they are added to them, as Ceph does.
   */
  public SallyportBuilder replacingTags() {
    settings.tagging = Tags::replacing;
    return self();
  }

  /**
   * Lets trust policies name users and roles that don't exist yet, as Ceph does: whoever is made
   * under such a name later is who is meant, and so is whoever is made after that one. By default
   * such a policy is refused, as AWS refuses it.
   */
  public SallyportBuilder acceptingUnknownPrincipals() {
    settings.missing = Pinning.Missing.KEPT_BY_NAME;
    return self();
  }

  /**
   * Lets pass what is named, such as {@link Leniency#ceph()}, besides what was named before. All
   * instances of one store need the same: a policy that was saved under a leniency denies whatever
   * it has a part in where that isn't named.
   */
  public SallyportBuilder lenient(Set<Leniency> names) {
    settings.leniencies.addAll(requireNonNull(names, "names"));
    return self();
  }

  /**
   * Tells the sender of a wrong signature what should have been signed, as AWS does: the code is
   * {@code SignatureDoesNotMatch}. That tells whether there is the access key, so by default such a
   * request is answered as one of a key that isn't there.
   */
  public SallyportBuilder explainingSignatures() {
    settings.verification = SignatureVerifier::explaining;
    return self();
  }

  /**
   * Lets refusals of IAM and STS carry what they were made of, sealed: who is refused can't read
   * it, and {@code sts:DecodeAuthorizationMessage} allows others of its account to. Each refusal
   * then costs a trace of all policies. S3's refusals carry nothing, as in AWS.
   */
  public SallyportBuilder encodingDenials() {
    settings.denials = Optional::of;
    return self();
  }

  /**
   * How often one caller may call STS through {@link Sallyport#query}: so many times at once, and
   * as many again over this time. Further calls are refused with {@code Throttling}, after which
   * clients wait. A session counts together with all that it began; by default nobody is limited.
   *
   * @throws IllegalArgumentException if either is not positive
   */
  public SallyportBuilder limitSts(int calls, Duration per) {
    settings.stsRate = Optional.of(new RateLimit.Rate(calls, requireNonNull(per, "per")));
    return self();
  }

  /**
   * As {@link #limitSts}, how often STS may be called without a signature from one address, of IPv6
   * one block of 64 bits. Requests without a {@code remoteAddress} count as of one.
   *
   * @throws IllegalArgumentException if either is not positive
   */
  public SallyportBuilder limitUnsignedSts(int calls, Duration per) {
    settings.unsignedStsRate = Optional.of(new RateLimit.Rate(calls, requireNonNull(per, "per")));
    return self();
  }
}

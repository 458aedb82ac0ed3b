package io.sallyport.principal;

import io.sallyport.arn.Arn;
import io.sallyport.credential.AccessKeyId;
import io.sallyport.identity.AccountId;
import io.sallyport.identity.UserName;
import java.util.Optional;

/**
 * Where users and their access keys are found: in Sallyport's own store, or with a host that has
 * users of its own. What it answers is a user whole: its account, path, name, id and tags, and all
 * policies that say what it may do, its own, attached ones, those of its groups and its boundary,
 * as texts. Whoever keeps these keeps the very {@link io.sallyport.identity.PolicyText}s: each text
 * is compiled once, and found again by what it says.
 *
 * <ol>
 *   <li><b>A key is its holder's.</b> Of an access key that exists and is active the holder and the
 *       secret are found; of any other nobody.
 *   <li><b>An answer is of now.</b> Nothing of it is kept here: it is asked at every request. So
 *       what a host changes acts at the next request once its directory tells of it; a host that
 *       keeps answers forgets what it changed, on all its nodes.
 *   <li><b>A name is one user's.</b> Names are unique in an account, whatever their case and path,
 *       and a user that is found by its name, in any case, is the one that its keys find.
 *   <li><b>An id is never given again</b>: whoever has it is whom policies mean. No other user has
 *       it, of whatever account; one that is deleted and made again has another, and so is no
 *       longer meant by what named the old one.
 *   <li><b>A user that is gone is nobody.</b> Neither its keys nor its name find it: its own
 *       sessions, and those that it federates, are over at once.
 *   <li><b>An ARN is one user's.</b> Whoever tells who a policy names knows a user by its whole
 *       ARN, path and case included, and by the id that the user has.
 *   <li><b>A root user is its account.</b> Its keys find {@link Principal.Root}; it has sessions
 *       while {@link #hasRootUser} says so.
 *   <li><b>What can't be told is thrown.</b> An exception refuses the request with 503, and never
 *       makes it anonymous; nobody is found only where there is nobody.
 *   <li><b>It is thread-safe.</b> Answers are of one moment: no secret of one and policies of
 *       another.
 * </ol>
 *
 * <p>A test of each rule is in {@code sallyport-testkit}, {@code PrincipalDirectoryContract}.
 *
 * <p>Sessions of roles aren't a user's: as in AWS, they outlive who began them. A host that wants
 * them ended with the user revokes them by {@code sallyport.sessions()}.
 */
public interface PrincipalDirectory {

  /** The user or root user that holds this access key, if the key exists and is active. */
  Optional<KeyHolder> find(AccessKeyId id);

  /**
   * A user as it is now. Sessions of a user's own, and those that it federates, ask this at every
   * use: they end when there is no such user, or it has another id. A directory that can't tell has
   * no such sessions: GetSessionToken and GetFederationToken are refused to its users.
   *
   * @param name in any case
   */
  default Optional<Principal.User> find(AccountId account, UserName name) {
    return Optional.empty();
  }

  /**
   * Who a user is that a policy names, so that nobody else is meant who comes to have the name. A
   * directory that can't tell has its users kept by their names.
   *
   * @param arn of a user, as the policy has it
   */
  default Known user(AccountId account, Arn arn) {
    return new Known.Untold();
  }

  /**
   * Whether an account has a root user now. Its own sessions, and those that it federates, ask this
   * at every use. A directory that doesn't say so has no such sessions: GetSessionToken and
   * GetFederationToken are refused to its root users.
   */
  default boolean hasRootUser(AccountId account) {
    return false;
  }

  /**
   * Users of two directories side by side, such as the host's and Sallyport's own: see {@code
   * SallyportBuilder.principalDirectoryOver}. Both are asked each time, and what both know is
   * nobody's: <b>nothing is guessed, and neither comes before the other.</b>
   *
   * <ul>
   *   <li>An access key that both know opens nothing.
   *   <li>A user whose name, in any case and at any path, or whose ARN the other knows in the same
   *       account is nobody: its keys open nothing, it has no sessions, and its ARN names nobody.
   *   <li>A root user is its account, whoever keeps its keys: each directory may have some of them.
   *   <li>If one throws, both are as if they had: there is no telling whether it knows, too.
   * </ul>
   *
   * <p>Each is said once in the log, as a warning. A directory that can't tell who has a name
   * doesn't notice that the other has one of its users' names; so of two that are put together, one
   * at least can, as Sallyport's own does. Whose name is one's that can't tell and the other's that
   * can, is the other's.
   */
  static PrincipalDirectory firstOf(PrincipalDirectory one, PrincipalDirectory other) {
    return new TwoDirectories(one, other);
  }

  /** What is known of a user of some ARN. */
  sealed interface Known {
    /**
     * There is one.
     *
     * @param id never given again; the one that its {@link Principal.User} has
     */
    record Somebody(String id) implements Known {}

    /** There is none. */
    record Nobody() implements Known {}

    /** That can't be told. */
    record Untold() implements Known {}
  }
}

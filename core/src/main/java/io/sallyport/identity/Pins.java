package io.sallyport.identity;

import static java.util.Objects.requireNonNull;

import io.sallyport.policy.MalformedPolicyException;
import io.sallyport.policy.NamedPrincipal;
import io.sallyport.policy.PolicyDocument;
import io.sallyport.policy.PrincipalType;
import io.sallyport.policy.Principals;
import io.sallyport.policy.Statement;
import io.sallyport.policy.json.PolicyReader;
import io.sallyport.policy.json.PolicyWriter;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Who was meant by the users and roles that a policy names, when it was saved: whoever is made
 * again under the name of one who is gone is somebody else, and who is renamed is the same.
 * Immutable.
 *
 * @param ids the id of each, by its ARN as the policy has it
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html">Principal</a>
 */
public record Pins(SortedMap<String, String> ids) {
  /** Nobody is pinned: names alone count. */
  public static final Pins NONE = new Pins(new TreeMap<>());

  private static final Pattern USER_OR_ROLE =
      Pattern.compile("arn:aws:iam::[^:]*:(user|role)/.+", Pattern.DOTALL);

  /** No account has this id, so that its users are nobody. */
  private static final String NOBODY = "arn:aws:iam::aws:user/";

  public Pins {
    requireNonNull(ids, "ids");
    ids = Collections.unmodifiableSortedMap(new TreeMap<>(ids));
  }

  /** The ARNs of the users and roles that a policy names. */
  public static Set<String> named(PolicyText policy) {
    Set<String> arns = arns(policy);
    arns.removeIf(arn -> !USER_OR_ROLE.matcher(arn).matches());
    return arns;
  }

  /** The ARNs that a policy names: users, roles, sessions, and accounts by their root. */
  public static Set<String> arns(PolicyText policy) {
    requireNonNull(policy, "policy");
    Set<String> arns = new LinkedHashSet<>();
    Optional<PolicyDocument> document = read(policy);
    document.ifPresent(
        found ->
            found.statements().stream()
                .flatMap(statement -> statement.principals().values().stream())
                .filter(it -> it.type() == PrincipalType.AWS && it.value().startsWith("arn:"))
                .forEach(principal -> arns.add(principal.value())));
    return arns;
  }

  /**
   * The ARNs of those whom a policy names and of whom it wasn't known who they are: whoever comes
   * to have the name is meant.
   */
  public Set<String> byName(PolicyText policy) {
    requireNonNull(policy, "policy");
    Set<String> arns = named(policy);
    arns.removeAll(ids.keySet());
    return arns;
  }

  /**
   * The policy as it concerns a caller: where it names the caller by an ARN that it had, before it
   * was renamed or moved, it names its ARN of now; where it names one who had the caller's ARN and
   * was another, it names nobody.
   *
   * @param arn the caller's, or its role's
   * @param id the caller's, or its role's
   */
  public PolicyText concerning(PolicyText policy, String arn, String id) {
    requireNonNull(policy, "policy");
    requireNonNull(arn, "arn");
    requireNonNull(id, "id");
    Map<String, String> names = new HashMap<>();
    ids.forEach(
        (named, pinned) -> {
          if (named.equals(arn) && !pinned.equals(id)) {
            names.put(named, NOBODY + pinned);
          } else if (!named.equals(arn) && pinned.equals(id) && kin(named).equals(kin(arn))) {
            names.put(named, arn);
          }
        });
    return names.isEmpty() ? policy : renamed(policy, named -> names.getOrDefault(named, named));
  }

  /** What of an ARN never changes: its account, and whether it is a user's or a role's. */
  private static String kin(String arn) {
    return arn.substring(0, arn.indexOf('/') + 1);
  }

  /**
   * The policy as it is shown: with the ids of those who are gone, or were renamed and are still
   * meant, in the places of their ARNs; if nobody is, as it was submitted.
   *
   * @param gone the ARNs of those who are gone
   */
  public PolicyText shown(PolicyText policy, Set<String> gone) {
    requireNonNull(policy, "policy");
    requireNonNull(gone, "gone");
    return gone.isEmpty()
        ? policy
        : renamed(policy, named -> gone.contains(named) ? ids.getOrDefault(named, named) : named);
  }

  /** One that can't be read stays as it is, and denies. */
  private static PolicyText renamed(PolicyText policy, Function<String, String> names) {
    return read(policy)
        .map(document -> PolicyWriter.write(renamed(document, names)))
        .map(text -> PolicyText.kept(text, policy.type()))
        .orElse(policy);
  }

  private static PolicyDocument renamed(PolicyDocument document, Function<String, String> names) {
    List<Statement> statements =
        document.statements().stream().map(statement -> renamed(statement, names)).toList();
    return PolicyDocument.of(
        document.type(), document.text(), document.version(), document.id(), statements);
  }

  private static Statement renamed(Statement statement, Function<String, String> names) {
    List<NamedPrincipal> principals =
        statement.principals().values().stream()
            .map(
                principal ->
                    isUserOrRole(principal)
                        ? new NamedPrincipal(principal.type(), names.apply(principal.value()))
                        : principal)
            .toList();
    return new Statement(
        statement.sid(),
        statement.effect(),
        new Principals(statement.principals().polarity(), principals),
        statement.actions(),
        statement.resources(),
        statement.conditions());
  }

  private static boolean isUserOrRole(NamedPrincipal principal) {
    return principal.type() == PrincipalType.AWS
        && USER_OR_ROLE.matcher(principal.value()).matches();
  }

  private static Optional<PolicyDocument> read(PolicyText policy) {
    try {
      return Optional.of(PolicyReader.read(policy.text(), policy.type()));
    } catch (MalformedPolicyException e) {
      return Optional.empty();
    }
  }
}

package io.sallyport.policy.eval;

import io.sallyport.policy.NamedPrincipal;
import io.sallyport.policy.PrincipalType;
import io.sallyport.policy.eval.CallerNames.Kind;
import io.sallyport.policy.match.ArnPattern;
import java.util.ArrayList;
import java.util.List;

/** The names in a Principal or NotPrincipal list, sorted by kind. */
final class PrincipalNames {
  private static final String ROOT = "root";

  private final List<String> arns = new ArrayList<>();
  private final List<String> accounts = new ArrayList<>();
  private final List<String> services = new ArrayList<>();
  private final List<String> providers = new ArrayList<>();
  private boolean everyone;
  private boolean canonicalUser;

  PrincipalNames(List<NamedPrincipal> principals) {
    principals.forEach(this::add);
  }

  private void add(NamedPrincipal principal) {
    String value = principal.value();
    if (principal.isEveryone()) {
      everyone = true;
    } else if (principal.type() == PrincipalType.SERVICE) {
      services.add(value);
    } else if (principal.type() == PrincipalType.FEDERATED) {
      providers.add(value);
    } else if (principal.type() == PrincipalType.CANONICAL_USER) {
      canonicalUser = true;
    } else {
      addAws(value);
    }
  }

  private void addAws(String value) {
    String[] parts = value.split(":", ArnPattern.PARTS);
    if (parts.length < ArnPattern.PARTS) {
      accounts.add(value);
    } else if (parts[5].equals(ROOT)) {
      accounts.add(parts[4]);
    } else {
      arns.add(CallerNames.canonical(value));
    }
  }

  /** Whether a name stands for callers that can't be told: an S3 canonical user id. */
  boolean hasUnknowable() {
    return canonicalUser;
  }

  boolean hasEveryone() {
    return everyone;
  }

  /** How closely the list names the caller, everyone aside. */
  Strength named(CallerNames caller) {
    if (caller.kind() == Kind.SERVICE) {
      return contains(services, caller.service()) ? Strength.DIRECT : Strength.NONE;
    }
    if (caller.kind() == Kind.FEDERATED) {
      return contains(providers, caller.provider()) ? Strength.DIRECT : Strength.NONE;
    }
    if (!caller.kind().hasAccount()) {
      return Strength.NONE;
    }
    if (hasArn(caller.arn())) {
      return Strength.DIRECT;
    }
    if (hasArn(caller.parentArn())) {
      return Strength.PARENT;
    }
    return hasAccount(caller) ? Strength.ACCOUNT : Strength.NONE;
  }

  /** Whether the list names the caller, all that it comes from, and its account. */
  boolean hasWholeChain(CallerNames caller) {
    if (everyone || !caller.kind().hasAccount()) {
      return everyone || named(caller) == Strength.DIRECT;
    }
    boolean self = caller.kind() == Kind.ROOT || hasArn(caller.arn());
    boolean parent = !caller.kind().hasParent() || hasArn(caller.parentArn());
    return self && parent && hasAccount(caller);
  }

  private boolean hasArn(String arn) {
    return !arn.isEmpty() && contains(arns, arn);
  }

  private boolean hasAccount(CallerNames caller) {
    return contains(accounts, caller.account());
  }

  private static boolean contains(List<String> names, String name) {
    for (int i = 0; i < names.size(); i++) {
      if (names.get(i).equals(name)) {
        return true;
      }
    }
    return false;
  }
}

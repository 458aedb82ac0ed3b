package io.sallyport.example.cli;

import io.sallyport.identity.Listing;
import io.sallyport.identity.PageRequest;
import io.sallyport.identity.RoleName;
import io.sallyport.policy.MalformedPolicyException;
import io.sallyport.policy.json.PolicyReader;
import io.sallyport.policy.lint.Finding;
import io.sallyport.policy.lint.PolicyLinter;
import io.sallyport.role.Role;
import io.sallyport.role.RoleManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code role lint}: of trust policies as they are kept, with whom they name by name alone. */
final class RoleLint {
  static final Verb VERB =
      Verb.of(
          "lint",
          "Tells what is hardly meant in trust policies, and whom they keep by name; of all roles"
              + " if none is named.",
          RoleLint::lint,
          Flags.ROLE.optional());

  private RoleLint() {}

  private static Result lint(Arguments given, Context context) {
    RoleManager roles = context.view("role lint").roles();
    int found = 0;
    for (RoleName name : names(given, roles)) {
      found += roles.find(name).map(role -> tell(role, context)).orElse(0);
    }
    if (found > 0) {
      throw new Failure("findings: " + found);
    }
    return Result.NOTHING;
  }

  private static List<RoleName> names(Arguments given, RoleManager roles) {
    Optional<String> one = given.find(Flags.ROLE.name());
    if (one.isPresent()) {
      return List.of(roles.get(new RoleName(one.get())).name());
    }
    List<RoleName> names = new ArrayList<>();
    Listing<Role> page = roles.list("/", PageRequest.FIRST);
    page.items().forEach(role -> names.add(role.name()));
    while (page.isTruncated()) {
      page = roles.list("/", PageRequest.FIRST.from(page.marker()));
      page.items().forEach(role -> names.add(role.name()));
    }
    return names;
  }

  /**
   * Answers how much there was to tell.
   *
   * @param role with its trust policy as it was submitted: ids of those who are gone are no policy
   */
  private static int tell(Role role, Context context) {
    try {
      List<Finding> findings =
          PolicyLinter.lint(
              PolicyReader.read(role.trustPolicy().text(), role.trustPolicy().type()),
              role.pins().byName(role.trustPolicy()));
      findings.forEach(finding -> context.out().println(role.name() + ": " + finding));
      return findings.size();
    } catch (MalformedPolicyException e) {
      context.out().println(role.name() + ": " + Reasons.of(e));
      return 1;
    }
  }
}

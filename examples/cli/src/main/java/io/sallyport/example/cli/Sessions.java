package io.sallyport.example.cli;

import io.sallyport.Sallyport;
import io.sallyport.account.View;
import io.sallyport.arn.Arn;
import io.sallyport.identity.AccountId;
import io.sallyport.identity.IamArn;
import io.sallyport.identity.ProviderName;
import io.sallyport.identity.RoleName;
import io.sallyport.identity.SourceIdentity;
import io.sallyport.identity.UserId;
import io.sallyport.identity.UserName;
import io.sallyport.sts.SessionManager;
import java.util.List;
import java.util.stream.Stream;

/** {@code session}. */
final class Sessions {
  static final Noun NOUN =
      Noun.of(
          "session",
          "Sessions of roles.",
          List.of(
              Verb.calling(
                  "assume-role",
                  "Assumes a role, and shows the credentials that it gives.",
                  "AssumeRole",
                  Flag.required("--role-arn", "RoleArn", "the role's ARN"),
                  Flag.required("--role-session-name", "RoleSessionName", "what it is called"),
                  Flag.optional("--duration-seconds", "DurationSeconds", "900 to 43200"),
                  Flag.optional("--policy", "Policy", "what the session may do at most")
                      .of(Flag.Kind.DOCUMENT),
                  Flag.optional("--policy-arn", "PolicyArns", "the same, managed; may come again")
                      .of(Flag.Kind.ARN),
                  Flags.TAG.optional(),
                  Flag.optional(
                          "--transitive-tag-key",
                          "TransitiveTagKeys",
                          "the key of a tag that goes along to further sessions; may come again")
                      .of(Flag.Kind.MEMBER),
                  Flag.optional("--source-identity", "SourceIdentity", "for whom it is"),
                  Flag.optional("--external-id", "ExternalId", "what the trust policy asks for")),
              Verb.calling("caller-identity", "Tells who calls.", "GetCallerIdentity"),
              Verb.of(
                  "revoke",
                  "Ends sessions, and all that they began; one option says which.",
                  Sessions::revoke,
                  Flag.optional("--session-id", "", "one session, as audit names it"),
                  Flag.optional("--role-name", "", "all so far of a role"),
                  Flag.optional("--uid", "", "all so far that a user began"),
                  Flag.optional("--user-id", "", "the same, by the id of one who may be gone"),
                  Flag.optional("--source-identity", "", "all so far that are for somebody"),
                  Flag.optional(
                      "--oidc-provider", "", "all so far by the word of a provider, by its ARN"),
                  Flag.optional("--subject", "", "of these, those of somebody it vouched for"))));

  private Sessions() {}

  private static Result revoke(Arguments given, Context context) {
    List<String> said =
        Stream.of(
                "--session-id",
                "--role-name",
                "--uid",
                "--user-id",
                "--source-identity",
                "--oidc-provider")
            .filter(given::has)
            .toList();
    if (said.size() != 1 || (given.has("--subject") && !given.has("--oidc-provider"))) {
      throw new Misuse("session revoke takes one option that says which sessions");
    }
    Sallyport host = context.host("session revoke");
    SessionManager sessions = host.sessions();
    View view = context.view("session revoke");
    String which = given.get(said.get(0));
    switch (said.get(0)) {
      case "--session-id" -> sessions.revokeSession(which);
      case "--role-name" -> sessions.revokeRole(view.roles().get(new RoleName(which)));
      case "--uid" -> sessions.revokeUser(view.users().get(new UserName(which)).id());
      case "--user-id" -> sessions.revokeUser(new UserId(which));
      case "--source-identity" -> sessions.revokeSourceIdentity(new SourceIdentity(which));
      default -> revokeVouched(sessions, which, given);
    }
    return Result.NOTHING;
  }

  private static AccountId account(String arn) {
    try {
      return new AccountId(Arn.parse(arn).account());
    } catch (IllegalArgumentException e) {
      throw new Misuse("'" + arn + "' is no ARN");
    }
  }

  private static void revokeVouched(SessionManager sessions, String provider, Arguments given) {
    AccountId account = account(provider);
    ProviderName name = IamArn.providerName(account, provider);
    if (given.has("--subject")) {
      sessions.revokeSubject(account, name, given.get("--subject"));
    } else {
      sessions.revokeProvider(account, name);
    }
  }
}

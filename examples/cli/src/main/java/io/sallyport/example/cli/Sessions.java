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
import io.sallyport.role.Role;
import io.sallyport.sts.SessionManager;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** {@code session}. */
final class Sessions {
  private static final Flag DURATION =
      Flag.optional("--duration-seconds", "DurationSeconds", "900 to 129600, a root user 3600");
  private static final Flag SERIAL_NUMBER =
      Flag.optional("--serial-number", "SerialNumber", "the device of a second factor");
  private static final Flag TOKEN_CODE =
      Flag.optional("--token-code", "TokenCode", "the six digits that it shows");

  static final Noun NOUN =
      Noun.of(
          "session",
          "Temporary credentials.",
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
                  Flag.optional("--external-id", "ExternalId", "what the trust policy asks for"),
                  SERIAL_NUMBER,
                  TOKEN_CODE),
              Verb.calling(
                  "get-session-token",
                  "Begins a session of the caller's own, which may do nothing of IAM without MFA.",
                  "GetSessionToken",
                  DURATION,
                  SERIAL_NUMBER,
                  TOKEN_CODE),
              Verb.calling(
                  "get-federation-token",
                  "Begins a session for somebody else, who may do what the caller and its policies"
                      + " allow.",
                  "GetFederationToken",
                  Flag.required("--name", "Name", "for whom it is"),
                  DURATION,
                  Flag.optional("--policy", "Policy", "what the session may do at most")
                      .of(Flag.Kind.DOCUMENT),
                  Flag.optional("--policy-arn", "PolicyArns", "the same, managed; may come again")
                      .of(Flag.Kind.ARN),
                  Flags.TAG.optional()),
              Verb.calling(
                  "access-key-info",
                  "Tells whose account an access key is of, of the caller's own account's keys.",
                  "GetAccessKeyInfo",
                  Flag.required("--access-key-id", "AccessKeyId", "the key's id")),
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
                  Flag.switching("--root", "", "all so far that the account's root user began"),
                  Flag.optional(
                      "--oidc-provider", "", "all so far by the word of a provider, by its ARN"),
                  Flag.optional("--subject", "", "of these, those of somebody it vouched for"),
                  Flag.optional(
                      "--issued-before", "", "those of them issued before 2026-01-31T12:00:00Z"))));

  private Sessions() {}

  private static Result revoke(Arguments given, Context context) {
    List<String> said =
        Stream.of(
                "--session-id",
                "--role-name",
                "--uid",
                "--user-id",
                "--source-identity",
                "--root",
                "--oidc-provider")
            .filter(given::has)
            .toList();
    if (said.size() != 1 || (given.has("--subject") && !given.has("--oidc-provider"))) {
      throw new Misuse("session revoke takes one option that says which sessions");
    }
    Sallyport host = context.host("session revoke");
    Which which = new Which(host.sessions(), issuedBefore(given));
    View view = context.view("session revoke");
    String named = said.get(0).equals("--root") ? "" : given.get(said.get(0));
    switch (said.get(0)) {
      case "--session-id" -> which.session(named);
      case "--role-name" -> which.role(view.roles().get(new RoleName(named)));
      case "--uid" -> which.user(view.users().get(new UserName(named)).id());
      case "--user-id" -> which.user(new UserId(named));
      case "--root" -> which.root(context.account());
      case "--source-identity" -> which.sourceIdentity(new SourceIdentity(named));
      default -> revokeVouched(which, named, given);
    }
    return Result.NOTHING;
  }

  private static Optional<Instant> issuedBefore(Arguments given) {
    if (!given.has("--issued-before")) {
      return Optional.empty();
    }
    try {
      return Optional.of(Instant.parse(given.get("--issued-before")));
    } catch (DateTimeException e) {
      throw new Misuse("--issued-before takes a time such as 2026-01-31T12:00:00Z");
    }
  }

  /** Ends sessions, all or those alone that were issued before some time. */
  private record Which(SessionManager sessions, Optional<Instant> issuedBefore) {

    void session(String id) {
      if (issuedBefore.isPresent()) {
        throw new Misuse("--issued-before says nothing of one session");
      }
      sessions.revokeSession(id);
    }

    void role(Role role) {
      issuedBefore.ifPresentOrElse(
          time -> sessions.revokeRole(role, time), () -> sessions.revokeRole(role));
    }

    void user(UserId user) {
      issuedBefore.ifPresentOrElse(
          time -> sessions.revokeUser(user, time), () -> sessions.revokeUser(user));
    }

    void root(AccountId account) {
      issuedBefore.ifPresentOrElse(
          time -> sessions.revokeRoot(account, time), () -> sessions.revokeRoot(account));
    }

    void sourceIdentity(SourceIdentity who) {
      issuedBefore.ifPresentOrElse(
          time -> sessions.revokeSourceIdentity(who, time),
          () -> sessions.revokeSourceIdentity(who));
    }

    void provider(AccountId account, ProviderName name) {
      issuedBefore.ifPresentOrElse(
          time -> sessions.revokeProvider(account, name, time),
          () -> sessions.revokeProvider(account, name));
    }

    void subject(AccountId account, ProviderName provider, String subject) {
      issuedBefore.ifPresentOrElse(
          time -> sessions.revokeSubject(account, provider, subject, time),
          () -> sessions.revokeSubject(account, provider, subject));
    }
  }

  private static AccountId account(String arn) {
    try {
      return AccountId.named(Arn.parse(arn).account());
    } catch (IllegalArgumentException e) {
      throw new Misuse("'" + arn + "' is no ARN");
    }
  }

  private static void revokeVouched(Which which, String provider, Arguments given) {
    AccountId account = account(provider);
    ProviderName name = IamArn.providerName(account, provider);
    if (given.has("--subject")) {
      which.subject(account, name, given.get("--subject"));
    } else {
      which.provider(account, name);
    }
  }
}

package io.sallyport.example.cli;

import java.util.List;

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
              Verb.calling("caller-identity", "Tells who calls.", "GetCallerIdentity")));

  private Sessions() {}
}

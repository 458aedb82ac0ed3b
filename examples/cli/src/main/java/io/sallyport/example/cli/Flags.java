package io.sallyport.example.cli;

/** Options that several commands have. */
final class Flags {
  static final Flag ROLE = Flag.required("--role-name", "RoleName", "the role's name");
  static final Flag PATH =
      Flag.optional("--path", "Path", "where it is, such as /a/; / if not given");
  static final Flag PATH_PREFIX =
      Flag.optional("--path-prefix", "PathPrefix", "only those whose path begins so");
  static final Flag DESCRIPTION = Flag.optional("--description", "Description", "what it is for");
  static final Flag DURATION =
      Flag.optional("--max-session-duration", "MaxSessionDuration", "in seconds, 3600 to 43200");
  static final Flag BOUNDARY =
      Flag.optional("--permissions-boundary", "PermissionsBoundary", "the ARN of a policy");
  static final Flag TRUST =
      Flag.required("--assume-role-policy-doc", "AssumeRolePolicyDocument", "who may assume it")
          .of(Flag.Kind.DOCUMENT);
  static final Flag POLICY_NAME = Flag.required("--policy-name", "PolicyName", "the policy's name");
  static final Flag POLICY =
      Flag.required("--policy-doc", "PolicyDocument", "what it allows").of(Flag.Kind.DOCUMENT);
  static final Flag POLICY_ARN =
      Flag.required("--policy-arn", "PolicyArn", "the managed policy's ARN");
  static final Flag TAG = Flag.required("--tag", "Tags", "a tag; may come again").of(Flag.Kind.TAG);
  static final Flag TAG_KEY =
      Flag.required("--tag-key", "TagKeys", "the key of a tag; may come again")
          .of(Flag.Kind.MEMBER);

  private Flags() {}
}

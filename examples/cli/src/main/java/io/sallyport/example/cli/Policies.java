package io.sallyport.example.cli;

import java.util.List;
import java.util.stream.Stream;

/** {@code policy}: managed policies, and what the engine makes of policies in files. */
final class Policies {
  private static final Flag VERSION = Flag.required("--version-id", "VersionId", "such as v1");

  private static final List<Verb> MANAGED =
      List.of(
          Verb.calling(
              "create",
              "Creates a managed policy.",
              "CreatePolicy",
              Flags.POLICY_NAME,
              Flags.POLICY,
              Flags.PATH,
              Flags.DESCRIPTION,
              Flags.TAG.optional()),
          Verb.calling("get", "Shows a managed policy.", "GetPolicy", Flags.POLICY_ARN),
          Verb.calling(
              "list",
              "Lists managed policies.",
              "ListPolicies",
              Flag.optional("--scope", "Scope", "All, AWS (built in) or Local"),
              Flags.PATH_PREFIX,
              Flag.switching("--only-attached", "OnlyAttached", "only those that are attached")),
          Verb.calling("delete", "Deletes a managed policy.", "DeletePolicy", Flags.POLICY_ARN),
          Verb.calling(
              "create-version",
              "Adds a version.",
              "CreatePolicyVersion",
              Flags.POLICY_ARN,
              Flags.POLICY,
              Flag.switching("--set-as-default", "SetAsDefault", "it counts from now on")),
          Verb.calling(
              "get-version", "Shows a version.", "GetPolicyVersion", Flags.POLICY_ARN, VERSION),
          Verb.calling("list-versions", "Lists versions.", "ListPolicyVersions", Flags.POLICY_ARN),
          Verb.calling(
              "delete-version",
              "Deletes a version.",
              "DeletePolicyVersion",
              Flags.POLICY_ARN,
              VERSION),
          Verb.calling(
              "set-default-version",
              "Chooses the version that counts.",
              "SetDefaultPolicyVersion",
              Flags.POLICY_ARN,
              VERSION),
          Verb.calling(
              "list-entities",
              "Lists who has a managed policy.",
              "ListEntitiesForPolicy",
              Flags.POLICY_ARN),
          Verb.calling(
              "tag", "Gives a managed policy tags.", "TagPolicy", Flags.POLICY_ARN, Flags.TAG),
          Verb.calling("untag", "Takes tags away.", "UntagPolicy", Flags.POLICY_ARN, Flags.TAG_KEY),
          Verb.calling(
              "list-tags", "Lists a managed policy's tags.", "ListPolicyTags", Flags.POLICY_ARN));

  static final Noun NOUN =
      Noun.of(
          "policy",
          "Managed policies; decisions of policies in files.",
          Stream.of(MANAGED, Decisions.VERBS).flatMap(List::stream).toList());

  private Policies() {}
}

package io.sallyport.example.cli;

import java.util.List;

/** {@code oidc-provider}. */
final class Providers {
  private static final Flag ARN =
      Flag.required("--arn", "OpenIDConnectProviderArn", "the provider's ARN");
  private static final Flag THUMBPRINT =
      Flag.required("--thumbprint", "ThumbprintList", "of its certificate; may come again")
          .of(Flag.Kind.MEMBER);
  private static final Flag CLIENT =
      Flag.required("--client-id", "ClientID", "for whom its tokens may be meant");

  static final Noun NOUN =
      Noun.of(
          "oidc-provider",
          "OpenID Connect providers.",
          List.of(
              Verb.calling(
                  "create",
                  "Registers a provider.",
                  "CreateOpenIDConnectProvider",
                  Flag.required("--url", "Url", "the provider's issuer"),
                  CLIENT.optional().filling("ClientIDList").of(Flag.Kind.MEMBER),
                  THUMBPRINT.optional(),
                  Flags.TAG.optional()),
              Verb.calling("get", "Shows a provider.", "GetOpenIDConnectProvider", ARN),
              Verb.calling("list", "Lists providers.", "ListOpenIDConnectProviders"),
              Verb.calling("delete", "Removes a provider.", "DeleteOpenIDConnectProvider", ARN),
              Verb.calling(
                  "add-client-id",
                  "Adds a client.",
                  "AddClientIDToOpenIDConnectProvider",
                  ARN,
                  CLIENT),
              Verb.calling(
                  "remove-client-id",
                  "Removes a client.",
                  "RemoveClientIDFromOpenIDConnectProvider",
                  ARN,
                  CLIENT),
              Verb.calling(
                  "update-thumbprint",
                  "Replaces all thumbprints.",
                  "UpdateOpenIDConnectProviderThumbprint",
                  ARN,
                  THUMBPRINT),
              Verb.calling(
                  "tag", "Gives a provider tags.", "TagOpenIDConnectProvider", ARN, Flags.TAG),
              Verb.calling(
                  "untag", "Takes tags away.", "UntagOpenIDConnectProvider", ARN, Flags.TAG_KEY),
              Verb.calling(
                  "list-tags", "Lists a provider's tags.", "ListOpenIDConnectProviderTags", ARN),
              ProviderCheck.VERB));

  private Providers() {}
}

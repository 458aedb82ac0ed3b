package io.sallyport.policy;

import java.util.Set;

/** What may pass, or be done, although AWS doesn't. None is on unless asked for by name. */
public enum Leniency {
  /**
   * Ceph's clients write a Principal into identity policies. With this, the reader of policies
   * accepts and ignores it; lint reports it.
   */
  PRINCIPAL_IN_IDENTITY_POLICY,
  /**
   * The thumbprint of an OpenID Connect provider may have letters that are no hexadecimal digits,
   * as the example in AWS's own documentation has them. No certificate has such a thumbprint.
   */
  ANY_THUMBPRINT,
  /**
   * A provider that has no client id registered vouches for whomever a token of its is meant for.
   */
  ANY_AUDIENCE,
  /**
   * A web identity token's {@code azp} or {@code client_id} may stand for its audience: where that
   * has to be a registered client, and in the condition key {@code app_id}.
   */
  PARTY_AS_AUDIENCE,
  /**
   * The calls on roles that Ceph's first documentation has are answered with its elements, such as
   * {@code <role><id>}, and not with AWS's. No SDK of today can read them.
   */
  EARLY_CEPH_ANSWERS;

  /** What an installation must let pass so that whoever is served by Ceph today is served by it. */
  public static Set<Leniency> ceph() {
    return Set.of(ANY_THUMBPRINT, ANY_AUDIENCE, PARTY_AS_AUDIENCE);
  }
}

package io.sallyport.policy;

import java.util.Set;

/** What may pass, or be done, although AWS doesn't. None is on unless asked for by name. */
public enum Leniency {
  /**
   * An identity policy may have a Principal, as Ceph's clients write it; an installation takes it
   * in inline policies of roles alone, as Ceph does. It is ignored, as Ceph ignores it: a statement
   * counts for whoever has the policy, as if it had no such element, whomever it names. Lint
   * reports it. A NotPrincipal is refused nevertheless, and so is a Principal in a managed policy,
   * a boundary or a session policy.
   */
  PRINCIPAL_IN_IDENTITY_POLICY,
  /**
   * A role of another account may be assumed by whom its trust policy names, as if it were of the
   * caller's own account; Ceph asks the trust policy alone. AWS asks an Allow of the caller's own
   * account too. Dangerous: with this, a stranger's account decides alone what the users of this
   * one may become, and so where what they have to give ends up. A Deny of their own still holds.
   */
  TRUST_ALONE_ACROSS_ACCOUNTS,
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
   * Whoever asks for a bucket that isn't there is told so, as in AWS and Ceph; else only whoever
   * might use it if it were its own account's.
   */
  TELLS_MISSING_BUCKETS,
  /**
   * {@code aws:TagKeys} of a request of S3 by a role's session is, unless the request says it, the
   * keys of the session's and the role's tags, as Ceph has it. In AWS it is of the request alone,
   * so absent where that gives or takes no tags. Calls of IAM and STS have it as AWS has.
   */
  SESSION_TAG_KEYS,
  /**
   * An object's tag may have several values, as Ceph has it: a key may be there several times, with
   * another value each, where a request gives an object its tags. A condition on the tag then holds
   * if it holds of one of the values, so an Allow of one lets others come along. AWS refuses that.
   */
  SEVERAL_TAG_VALUES,
  /**
   * An access control list and tags that come with an object that is written, copied or posted need
   * no Allow of {@code s3:PutObjectAcl} and {@code s3:PutObjectTagging} besides that of {@code
   * s3:PutObject}, as in Ceph: it is as if the bucket's policy allowed them to everybody. So a Deny
   * of them still holds, and so does what a session policy leaves out; a caller of another account
   * than the bucket's needs its own account's Allow. As with any bucket policy, a boundary of a
   * user of the bucket's account doesn't limit them unless it denies them. To put either on an
   * object that is there takes its own right still.
   */
  ACL_AND_TAGS_WITH_OBJECT,
  /**
   * Some S3 requests that are refused either way are refused with Ceph's codes: a presigned URL
   * whose {@code X-Amz-Expires} is none, or over a week, with 403 {@code AccessDenied} where AWS
   * answers 400 {@code AuthorizationQueryParametersError}; one whose checksum is none, or of
   * another algorithm than it says, with 400 {@code BadDigest} where AWS answers 400 {@code
   * InvalidRequest}.
   */
  CEPHS_CODES,
  /**
   * The policy of a browser's form may be signed by Signature Version 2, as in Ceph: by HMAC-SHA1
   * with the secret itself. AWS takes that of old buckets alone. Such a signature names no day,
   * region or service: it is good until the policy expires, be that in years, or the key or session
   * is gone; nor does it name the key, so that of two keys with one secret the sender may take
   * either. To a condition it is {@code AWS} by {@code s3:signatureversion}; a Deny by {@code
   * s3:signatureAge} or by the equality of {@code aws:RequestedRegion}, which it hasn't, doesn't
   * hold for it. Requests and URLs that are signed so are refused still, and so is a form of who
   * breaks the glass. It is no part of {@link #ceph()}: who wants it names it.
   */
  VERSION_2_FORMS,
  /**
   * The calls on roles that Ceph's first documentation has are answered with its elements, such as
   * {@code <role><id>}, and not with AWS's. No SDK of today can read them.
   */
  EARLY_CEPH_ANSWERS;

  /** What an installation must let pass so that whoever is served by Ceph today is served by it. */
  public static Set<Leniency> ceph() {
    return Set.of(
        PRINCIPAL_IN_IDENTITY_POLICY,
        ANY_THUMBPRINT,
        ANY_AUDIENCE,
        PARTY_AS_AUDIENCE,
        TELLS_MISSING_BUCKETS,
        SESSION_TAG_KEYS,
        SEVERAL_TAG_VALUES,
        ACL_AND_TAGS_WITH_OBJECT,
        CEPHS_CODES);
  }
}

package io.sallyport.gate;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.sallyport.bucket.AccessControlList;
import io.sallyport.bucket.Grant;
import io.sallyport.bucket.Grant.Right;
import io.sallyport.bucket.Grantee;
import io.sallyport.identity.AccountId;
import io.sallyport.identity.IamArn;
import io.sallyport.identity.PolicyText;
import io.sallyport.policy.PolicyType;
import io.sallyport.principal.NamedPolicy;
import io.sallyport.principal.Principal;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What access control lists grant of one action to one account, as policies of what they are of,
 * for the one evaluator. They say nothing of the resource's name: each is asked about the one thing
 * that it belongs to.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html#acl-access-policy-permission-mapping">Mapping
 *     of ACL permissions and access policy permissions</a>
 */
final class AclPolicy {
  private static final Map<String, Right> OF_BUCKETS =
      inAnyCase(
          Map.of(
              "s3:ListBucket", Right.READ,
              "s3:ListBucketMultipartUploads", Right.READ,
              "s3:ListBucketVersions", Right.READ,
              "s3:PutObject", Right.WRITE,
              "s3:GetBucketAcl", Right.READ_ACP,
              "s3:PutBucketAcl", Right.WRITE_ACP));

  private static final Map<String, Right> OF_OBJECTS =
      inAnyCase(
          Map.of(
              "s3:GetObject", Right.READ,
              "s3:GetObjectVersion", Right.READ,
              "s3:GetObjectAcl", Right.READ_ACP,
              "s3:GetObjectVersionAcl", Right.READ_ACP,
              "s3:PutObjectAcl", Right.WRITE_ACP,
              "s3:PutObjectVersionAcl", Right.WRITE_ACP));

  private AclPolicy() {}

  private static Map<String, Right> inAnyCase(Map<String, Right> rights) {
    Map<String, Right> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    all.putAll(rights);
    return Collections.unmodifiableMap(all);
  }

  /** Whether the list of an object can grant an action. */
  static boolean isOfObjects(String action) {
    return OF_OBJECTS.containsKey(action);
  }

  /** What a bucket's list grants of an action to whoever is of the caller's account, if it does. */
  static Optional<NamedPolicy> ofBucket(AccessControlList acl, String action, Principal caller) {
    return policy("access control list of the bucket", acl, OF_BUCKETS, action, caller);
  }

  /** As {@link #ofBucket}, of an object's. */
  static Optional<NamedPolicy> ofObject(AccessControlList acl, String action, Principal caller) {
    return policy("access control list of the object", acl, OF_OBJECTS, action, caller);
  }

  private static Optional<NamedPolicy> policy(
      String name, AccessControlList acl, Map<String, Right> rights, String action, Principal who) {
    Optional<Right> right = Optional.ofNullable(rights.get(action));
    if (right.isEmpty()) {
      return Optional.empty();
    }
    String statements =
        acl.grants().stream()
            .filter(grant -> grants(grant, right.get()))
            .map(Grant::grantee)
            .filter(grantee -> concerns(grantee, who.account()))
            .distinct()
            .map(grantee -> statement(grantee, action))
            .collect(Collectors.joining(","));
    return statements.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new NamedPolicy(
                name,
                PolicyText.kept(
                    "{\"Version\":\"2012-10-17\",\"Statement\":[" + statements + "]}",
                    PolicyType.RESOURCE)));
  }

  private static boolean grants(Grant grant, Right right) {
    return grant.right() == right || grant.right() == Right.FULL_CONTROL;
  }

  /** Whether somebody of an account can be meant; who exactly, the evaluator finds out. */
  private static boolean concerns(Grantee grantee, AccountId account) {
    if (grantee instanceof Grantee.Account owner) {
      return owner.id().equals(account);
    }
    return !(grantee instanceof Grantee.User user) || user.arn().account().equals(account.value());
  }

  private static String statement(Grantee grantee, String action) {
    return "{\"Effect\":\"Allow\",\"Principal\":"
        + principal(grantee)
        + ",\"Action\":\""
        + action
        + "\",\"Resource\":\"arn:aws:s3:::*\""
        + condition(grantee)
        + "}";
  }

  private static String principal(Grantee grantee) {
    if (grantee instanceof Grantee.Account account) {
      return named(IamArn.root(account.id()).toString());
    }
    return grantee instanceof Grantee.User user ? named(user.arn().toString()) : "\"*\"";
  }

  private static String named(String arn) {
    return "{\"AWS\":\"" + new String(JsonStringEncoder.getInstance().quoteAsString(arn)) + "\"}";
  }

  /** Who didn't sign has no account. */
  private static String condition(Grantee grantee) {
    return grantee instanceof Grantee.Authenticated
        ? ",\"Condition\":{\"Null\":{\"aws:PrincipalAccount\":\"false\"}}"
        : "";
  }
}

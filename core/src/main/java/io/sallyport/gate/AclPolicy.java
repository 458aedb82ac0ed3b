package io.sallyport.gate;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.sallyport.bucket.AccessControlList;
import io.sallyport.bucket.Grant;
import io.sallyport.bucket.Grant.Right;
import io.sallyport.bucket.Grantee;
import io.sallyport.identity.IamArn;
import io.sallyport.identity.PolicyText;
import io.sallyport.policy.PolicyType;
import io.sallyport.principal.NamedPolicy;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What access control lists grant, as policies of what they are of, for the one evaluator. They say
 * nothing of the resource's name: each is asked about the one thing that it belongs to.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html#acl-access-policy-permission-mapping">Mapping
 *     of ACL permissions and access policy permissions</a>
 */
final class AclPolicy {
  private static final Map<Right, List<String>> OF_BUCKETS =
      Map.of(
          Right.READ, List.of("ListBucket", "ListBucketMultipartUploads", "ListBucketVersions"),
          Right.WRITE, List.of("DeleteObject", "PutObject"),
          Right.READ_ACP, List.of("GetBucketAcl"),
          Right.WRITE_ACP, List.of("PutBucketAcl"));

  private static final Map<Right, List<String>> OF_OBJECTS =
      Map.of(
          Right.READ, List.of("GetObject", "GetObjectVersion"),
          Right.READ_ACP, List.of("GetObjectAcl", "GetObjectVersionAcl"),
          Right.WRITE_ACP, List.of("PutObjectAcl", "PutObjectVersionAcl"));

  private AclPolicy() {}

  static NamedPolicy ofBucket(AccessControlList acl) {
    return policy("access control list of the bucket", acl, OF_BUCKETS);
  }

  static NamedPolicy ofObject(AccessControlList acl) {
    return policy("access control list of the object", acl, OF_OBJECTS);
  }

  private static NamedPolicy policy(
      String name, AccessControlList acl, Map<Right, List<String>> actions) {
    String statements =
        acl.grants().stream()
            .flatMap(grant -> statement(grant, actions))
            .collect(Collectors.joining(","));
    String text = "{\"Version\":\"2012-10-17\",\"Statement\":[" + statements + "]}";
    return new NamedPolicy(name, PolicyText.kept(text, PolicyType.RESOURCE));
  }

  private static Stream<String> statement(Grant grant, Map<Right, List<String>> actions) {
    String granted =
        (grant.right() == Right.FULL_CONTROL
                ? actions.values().stream().flatMap(List::stream).sorted()
                : actions.getOrDefault(grant.right(), List.of()).stream())
            .map(action -> "\"s3:" + action + "\"")
            .collect(Collectors.joining(","));
    return granted.isEmpty()
        ? Stream.empty()
        : Stream.of(
            "{\"Effect\":\"Allow\",\"Principal\":"
                + principal(grant.grantee())
                + ",\"Action\":["
                + granted
                + "],\"Resource\":\"arn:aws:s3:::*\""
                + condition(grant.grantee())
                + "}");
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

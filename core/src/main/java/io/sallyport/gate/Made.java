package io.sallyport.gate;

import io.sallyport.identity.PolicyText;
import io.sallyport.policy.Leniency;
import io.sallyport.policy.PolicyType;
import io.sallyport.principal.NamedPolicy;
import io.sallyport.s3.Permission;
import io.sallyport.s3.S3Request;
import java.util.Optional;
import java.util.Set;

/**
 * What a request makes, in so far as less has to be asked of it for that.
 *
 * @param bucket one that will be the caller's, whoever's it is
 * @param object the ARN of an object which may bring along, under {@link
 *     Leniency#ACL_AND_TAGS_WITH_OBJECT}, what else it takes a right to put on it
 */
record Made(Optional<String> bucket, Optional<String> object) {
  static final Made NOTHING = new Made(Optional.empty(), Optional.empty());

  private static final String WRITE = "s3:PutObject";
  private static final Set<String> COME_ALONG = Set.of("s3:PutObjectAcl", "s3:PutObjectTagging");

  /** Lets everybody, as a bucket's policy would: so no Deny and no account is passed by. */
  private static final NamedPolicy ALONG =
      new NamedPolicy(
          "what comes with an object",
          PolicyText.kept(
              """
              {"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":"*",\
              "Action":["s3:PutObjectAcl","s3:PutObjectTagging"],"Resource":"arn:aws:s3:::*"}}\
              """,
              PolicyType.RESOURCE));

  /** What a request makes; an object only if there is the leniency. */
  static Made by(S3Request request, Set<Leniency> leniencies) {
    if (request.operation().equals("CreateBucket")) {
      return new Made(request.bucket(), Optional.empty());
    }
    return leniencies.contains(Leniency.ACL_AND_TAGS_WITH_OBJECT)
        ? new Made(Optional.empty(), written(request))
        : NOTHING;
  }

  private static Optional<String> written(S3Request request) {
    return request.permissions().stream()
        .filter(each -> each.action().equals(WRITE))
        .map(Permission::resource)
        .findFirst();
  }

  /** What lets everybody who may write the object do this with it too, if anything does. */
  Optional<NamedPolicy> along(String action, String resource) {
    return object
        .filter(arn -> arn.equals(resource) && COME_ALONG.contains(action))
        .map(arn -> ALONG);
  }
}

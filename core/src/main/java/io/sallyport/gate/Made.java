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
 * What a request makes, in so far as other things are asked of it for that.
 *
 * @param bucket one that will be the caller's, whoever's it is
 * @param object the ARN of an object, of which what is there already says nothing
 * @param along what lets the object bring along what else it takes a right to put on it, under
 *     {@link Leniency#ACL_AND_TAGS_WITH_OBJECT}
 */
record Made(Optional<String> bucket, Optional<String> object, Optional<NamedPolicy> along) {
  static final Made NOTHING = new Made(Optional.empty(), Optional.empty(), Optional.empty());

  private static final String WRITE = "s3:PutObject";
  private static final Set<String> COME_ALONG = Set.of("s3:PutObjectAcl", "s3:PutObjectTagging");
  private static final Set<String> LOCKS = Set.of("s3:PutObjectLegalHold", "s3:PutObjectRetention");

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

  /** What a request makes. */
  static Made by(S3Request request, Set<Leniency> leniencies) {
    if (request.operation().equals("CreateBucket")) {
      return new Made(request.bucket(), Optional.empty(), Optional.empty());
    }
    Optional<NamedPolicy> along =
        leniencies.contains(Leniency.ACL_AND_TAGS_WITH_OBJECT)
            ? Optional.of(ALONG)
            : Optional.empty();
    return new Made(Optional.empty(), written(request), along);
  }

  private static Optional<String> written(S3Request request) {
    for (Permission each : request.permissions()) {
      if (each.action().equals(WRITE)) {
        return Optional.of(each.resource());
      }
    }
    return Optional.empty();
  }

  /** What lets everybody who may write the object do this with it too, if anything does. */
  Optional<NamedPolicy> along(String action, String resource) {
    return along.filter(policy -> is(resource) && COME_ALONG.contains(action));
  }

  /** Whether an action puts something on the object that is made, and not on one that is there. */
  boolean comesWithIt(String action, String resource) {
    return is(resource) && (COME_ALONG.contains(action) || LOCKS.contains(action));
  }

  private boolean is(String resource) {
    return object.equals(Optional.of(resource));
  }
}

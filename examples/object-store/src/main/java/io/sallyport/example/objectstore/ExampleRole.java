package io.sallyport.example.objectstore;

import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.EntityAlreadyExistsException;
import software.amazon.awssdk.services.iam.model.Role;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketAlreadyOwnedByYouException;
import software.amazon.awssdk.services.sts.model.Credentials;

/** The role of Ceph's examples, which may do all of S3, and what its session does. */
final class ExampleRole {
  static final String NAME = "S3Access";
  private static final String BUCKET = "my-bucket";
  private static final String POLICY =
      """
      {"Version":"2012-10-17","Statement":{"Effect":"Allow",\
      "Action":"s3:*","Resource":"arn:aws:s3:::*"}}""";

  private ExampleRole() {}

  /**
   * TESTER1 makes it, or what an earlier walk left anew.
   *
   * @param trusted whom the trust policy means
   * @return its ARN
   */
  static String make(IamClient iam, String trust, String trusted, Steps steps) {
    String arn = createOrUpdate(iam, trust, trusted, steps).arn();
    iam.putRolePolicy(r -> r.roleName(NAME).policyName("Policy1").policyDocument(POLICY));
    steps.say("TESTER1 gives it Policy1: s3:* on arn:aws:s3:::*", "done");
    return arn;
  }

  private static Role createOrUpdate(IamClient iam, String trust, String trusted, Steps steps) {
    try {
      Role role =
          iam.createRole(r -> r.roleName(NAME).path("/").assumeRolePolicyDocument(trust)).role();
      steps.say("TESTER1 creates the role " + NAME + ", which trusts " + trusted, role.arn());
      return role;
    } catch (EntityAlreadyExistsException e) {
      iam.updateAssumeRolePolicy(r -> r.roleName(NAME).policyDocument(trust));
      Role role = iam.getRole(r -> r.roleName(NAME)).role();
      steps.say(
          "TESTER1 renews the trust policy of the role " + NAME + ", which trusts " + trusted,
          "it was there already");
      return role;
    }
  }

  static AwsCredentials session(Credentials temporary) {
    return AwsSessionCredentials.create(
        temporary.accessKeyId(), temporary.secretAccessKey(), temporary.sessionToken());
  }

  /** Bob, who has a session, does what it lets him. */
  static void use(S3Client s3, Steps steps) {
    steps.say("Bob creates the bucket " + BUCKET, createBucket(s3));
    steps.say("Bob lists the buckets", "there are " + names(s3));
  }

  private static String createBucket(S3Client s3) {
    try {
      return "at " + s3.createBucket(b -> b.bucket(BUCKET)).location();
    } catch (BucketAlreadyOwnedByYouException e) {
      return "it was there already";
    }
  }

  static String names(S3Client s3) {
    return s3.listBuckets().buckets().stream().map(bucket -> bucket.name()).toList().toString();
  }
}

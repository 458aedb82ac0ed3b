package io.sallyport.example.objectstore;

import java.io.PrintStream;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.EntityAlreadyExistsException;
import software.amazon.awssdk.services.iam.model.Role;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketAlreadyOwnedByYouException;
import software.amazon.awssdk.services.sts.model.Credentials;

/**
 * Ceph's example of AssumeRole, step by step: TESTER1 makes a role, TESTER2 assumes it and uses
 * what it opens. It can be walked again over what an earlier walk left.
 */
final class Walk {
  private static final String ROLE = "S3Access";
  private static final String BUCKET = "my-bucket";
  private static final String TRUST =
      """
      {"Version":"2012-10-17","Statement":[{"Effect":"Allow",\
      "Principal":{"AWS":["arn:aws:iam:::user/TESTER2"]},"Action":["sts:AssumeRole"]}]}""";
  private static final String POLICY =
      """
      {"Version":"2012-10-17","Statement":{"Effect":"Allow",\
      "Action":"s3:*","Resource":"arn:aws:s3:::*"}}""";

  private final Clients clients;
  private final Supplier<String> why;
  private final PrintStream out;
  private int step;

  /**
   * @param why tells, after a call, how it was decided and why
   */
  Walk(Clients clients, Supplier<String> why, PrintStream out) {
    this.clients = clients;
    this.why = why;
    this.out = out;
  }

  void run(AwsCredentials tester1, AwsCredentials tester2) {
    Role role = makeRole(tester1);
    AwsCredentials bob = assume(tester2, role);
    try (S3Client s3 = clients.s3(bob)) {
      say("Bob creates the bucket " + BUCKET, createBucket(s3));
      say("Bob lists the buckets", "there are " + names(s3));
    }
    try (S3Client s3 = clients.s3(tester2)) {
      say("TESTER2 lists the buckets as itself, without the role", refusal(s3));
    }
  }

  private Role makeRole(AwsCredentials tester1) {
    try (IamClient iam = clients.iam(tester1)) {
      Role role = createOrUpdate(iam);
      iam.putRolePolicy(r -> r.roleName(ROLE).policyName("Policy1").policyDocument(POLICY));
      say("TESTER1 gives it Policy1: s3:* on arn:aws:s3:::*", "done");
      return role;
    }
  }

  private Role createOrUpdate(IamClient iam) {
    try {
      Role role =
          iam.createRole(r -> r.roleName(ROLE).path("/").assumeRolePolicyDocument(TRUST)).role();
      say("TESTER1 creates the role " + ROLE + ", which trusts TESTER2", role.arn());
      return role;
    } catch (EntityAlreadyExistsException e) {
      iam.updateAssumeRolePolicy(r -> r.roleName(ROLE).policyDocument(TRUST));
      Role role = iam.getRole(r -> r.roleName(ROLE)).role();
      say("TESTER1 renews the trust policy of the role " + ROLE, "it was there already");
      return role;
    }
  }

  private AwsCredentials assume(AwsCredentials tester2, Role role) {
    try (var sts = clients.sts(tester2)) {
      Credentials temporary =
          sts.assumeRole(r -> r.roleArn(role.arn()).roleSessionName("Bob").durationSeconds(3600))
              .credentials();
      say("TESTER2 assumes the role as Bob", "the session ends at " + temporary.expiration());
      return AwsSessionCredentials.create(
          temporary.accessKeyId(), temporary.secretAccessKey(), temporary.sessionToken());
    }
  }

  private static String createBucket(S3Client s3) {
    try {
      return "at " + s3.createBucket(b -> b.bucket(BUCKET)).location();
    } catch (BucketAlreadyOwnedByYouException e) {
      return "it was there already";
    }
  }

  private static String names(S3Client s3) {
    return s3.listBuckets().buckets().stream().map(bucket -> bucket.name()).toList().toString();
  }

  private static String refusal(S3Client s3) {
    try {
      return "allowed, to " + names(s3) + ": this must not be";
    } catch (AwsServiceException e) {
      return e.statusCode() + " " + e.awsErrorDetails().errorCode();
    }
  }

  private void say(String what, String outcome) {
    step++;
    out.printf("%n%d. %s%n   %s%n   %s%n", step, what, outcome, why.get());
  }
}

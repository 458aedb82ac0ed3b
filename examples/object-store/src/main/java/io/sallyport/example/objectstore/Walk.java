package io.sallyport.example.objectstore;

import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sts.model.Credentials;

/**
 * Ceph's example of AssumeRole, step by step: TESTER1 makes a role, TESTER2 assumes it and uses
 * what it opens. It can be walked again over what an earlier walk left.
 */
final class Walk {
  private static final String TRUST =
      """
      {"Version":"2012-10-17","Statement":[{"Effect":"Allow",\
      "Principal":{"AWS":["arn:aws:iam:::user/TESTER2"]},"Action":["sts:AssumeRole"]}]}""";

  private final Clients clients;
  private final Steps steps;

  Walk(Clients clients, Steps steps) {
    this.clients = clients;
    this.steps = steps;
  }

  void run(AwsCredentials tester1, AwsCredentials tester2) {
    String role;
    try (IamClient iam = clients.iam(tester1)) {
      role = ExampleRole.make(iam, TRUST, "TESTER2", steps);
    }
    try (S3Client s3 = clients.s3(assume(tester2, role))) {
      ExampleRole.use(s3, steps);
    }
    try (S3Client s3 = clients.s3(tester2)) {
      steps.say("TESTER2 lists the buckets as itself, without the role", refusal(s3));
    }
  }

  private AwsCredentials assume(AwsCredentials tester2, String role) {
    try (var sts = clients.sts(tester2)) {
      Credentials temporary =
          sts.assumeRole(r -> r.roleArn(role).roleSessionName("Bob").durationSeconds(3600))
              .credentials();
      steps.say("TESTER2 assumes the role as Bob", "the session ends at " + temporary.expiration());
      return ExampleRole.session(temporary);
    }
  }

  private static String refusal(S3Client s3) {
    try {
      return "allowed, to " + ExampleRole.names(s3) + ": this must not be";
    } catch (AwsServiceException e) {
      return e.statusCode() + " " + e.awsErrorDetails().errorCode();
    }
  }
}

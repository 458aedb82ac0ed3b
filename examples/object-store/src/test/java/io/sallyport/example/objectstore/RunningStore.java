package io.sallyport.example.objectstore;

import io.sallyport.Sallyport;
import io.sallyport.SallyportBuilder;
import io.sallyport.credential.AccessKey;
import io.sallyport.identity.UserName;
import io.sallyport.user.UserManager;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sts.StsClient;

/** The guarded store in this process, with clients of the example's users. */
final class RunningStore implements AutoCloseable {
  static final String ROLE = "S3Access";
  static final String ROLE_ARN = "arn:aws:iam:::role/S3Access";
  static final String BUCKET = "my-bucket";
  static final String TRUSTS_TESTER2 = trust("TESTER2");
  static final String ALL_OF_S3 = allow("s3:*", "arn:aws:s3:::*");

  private final Path objects;
  final GuardedStore store;
  final DecisionLog decisions = new DecisionLog();
  final Clients clients;
  final AwsCredentials tester1;
  final AwsCredentials tester2;
  final IamClient iam;
  final StsClient sts;

  RunningStore(Path data) throws IOException {
    this(DataFolder.open(data));
  }

  RunningStore(DataFolder folder) throws IOException {
    this(folder, Sallyport.builder());
  }

  /** One that is built with more. */
  RunningStore(DataFolder folder, SallyportBuilder builder) throws IOException {
    objects = folder.objects();
    store = GuardedStore.start(folder, 0, builder, decisions);
    UserManager users = store.sallyport().users();
    ExampleUsers.makeIfAbsent(users, new PrintStream(OutputStream.nullOutputStream()));
    tester1 = key(users, ExampleUsers.TESTER1);
    tester2 = key(users, ExampleUsers.TESTER2);
    clients = new Clients(store.endpoint());
    iam = clients.iam(tester1);
    sts = clients.sts(tester2);
  }

  private static AwsCredentials key(UserManager users, UserName user) {
    AccessKey key = users.createAccessKey(user);
    return AwsBasicCredentials.create(key.id().value(), key.secret().reveal());
  }

  static String trust(String user) {
    return """
        {"Version":"2012-10-17","Statement":[{"Effect":"Allow",\
        "Principal":{"AWS":["arn:aws:iam:::user/%s"]},"Action":["sts:AssumeRole"]}]}"""
        .formatted(user);
  }

  static String allow(String action, String resource) {
    return """
        {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"%s","Resource":"%s"}}"""
        .formatted(action, resource);
  }

  /** The example's role, trusting TESTER2 and allowed what the policy says. */
  static void makeRole(IamClient iam, String policy) {
    iam.createRole(r -> r.roleName(ROLE).path("/").assumeRolePolicyDocument(TRUSTS_TESTER2));
    iam.putRolePolicy(r -> r.roleName(ROLE).policyName("Policy1").policyDocument(policy));
  }

  void makeRole(String policy) {
    makeRole(iam, policy);
  }

  void putPolicy(String policy) {
    iam.putRolePolicy(r -> r.roleName(ROLE).policyName("Policy1").policyDocument(policy));
  }

  static AwsSessionCredentials assume(StsClient sts) {
    var credentials =
        sts.assumeRole(r -> r.roleArn(ROLE_ARN).roleSessionName("Bob").durationSeconds(3600))
            .credentials();
    return AwsSessionCredentials.create(
        credentials.accessKeyId(), credentials.secretAccessKey(), credentials.sessionToken());
  }

  AwsSessionCredentials assume() {
    return assume(sts);
  }

  /** The folder in which each object is a file. */
  Path objects() {
    return objects;
  }

  /** An S3 client with a new session of the role. */
  S3Client bob() {
    return clients.s3(assume());
  }

  @Override
  public void close() {
    iam.close();
    sts.close();
    clients.close();
    store.close();
  }
}

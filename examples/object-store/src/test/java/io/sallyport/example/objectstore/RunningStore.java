package io.sallyport.example.objectstore;

import io.sallyport.Sallyport;
import io.sallyport.SallyportBuilder;
import io.sallyport.credential.AccessKey;
import io.sallyport.example.objectstore.served.Accounts;
import io.sallyport.identity.AccountId;
import io.sallyport.identity.PolicyName;
import io.sallyport.identity.UserName;
import io.sallyport.user.UserManager;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sts.StsClient;

/** The guarded store in this process, with clients of the example's users. */
final class RunningStore implements AutoCloseable {
  static final String ROLE = "S3Access";
  static final String ROLE_ARN = "arn:aws:iam:::role/S3Access";
  static final String BUCKET = "my-bucket";
  static final String OWNER = "111111111111";
  static final String OTHER = "222222222222";
  static final String TRUSTS_TESTER2 = trust("TESTER2");
  static final String ALL_OF_S3 = allow("s3:*", "arn:aws:s3:::*");

  /** By whose addresses access control lists may name accounts. */
  private static final Accounts ACCOUNTS =
      new Accounts(
          Map.of(
              "owner@example.com", new AccountId(OWNER), "other@example.com", new AccountId(OTHER)),
          Map.of(),
          Map.of());

  private final Path objects;

  /** What clients must trust, if they speak TLS to it. */
  final Optional<Path> certificate;

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
    this(folder, builder, Listening.on(0));
  }

  /** One that listens where it is told to. */
  RunningStore(DataFolder folder, SallyportBuilder builder, Listening listening)
      throws IOException {
    this(folder, builder, listening, ACCOUNTS, Optional.empty());
  }

  /** One to which all clients speak TLS. */
  static RunningStore withTls(Path data, SallyportBuilder builder) throws IOException {
    DataFolder folder = DataFolder.open(data);
    Certificate certificate = Certificate.in(data);
    Listening listening =
        new Listening(0, Optional.of(new Listening.Https(0, certificate.keyStore())));
    return new RunningStore(folder, builder, listening, ACCOUNTS, Optional.of(certificate.pem()));
  }

  /** One whose accounts are called otherwise. */
  RunningStore(DataFolder folder, SallyportBuilder builder, Listening listening, Accounts accounts)
      throws IOException {
    this(folder, builder, listening, accounts, Optional.empty());
  }

  private RunningStore(
      DataFolder folder,
      SallyportBuilder builder,
      Listening listening,
      Accounts accounts,
      Optional<Path> certificate)
      throws IOException {
    this.certificate = certificate;
    objects = folder.objects();
    store = GuardedStore.start(folder, listening, builder, decisions, accounts);
    UserManager users = store.sallyport().users();
    ExampleUsers.makeAtFirst(folder, users, new PrintStream(OutputStream.nullOutputStream()));
    tester1 = key(users, ExampleUsers.TESTER1);
    tester2 = key(users, ExampleUsers.TESTER2);
    clients = new Clients(endpoint(), http());
    iam = clients.iam(tester1);
    sts = clients.sts(tester2);
  }

  /** Where its clients reach it. */
  URI endpoint() {
    return certificate.isPresent() ? store.secureEndpoint().orElseThrow() : store.endpoint();
  }

  private SdkHttpClient http() {
    UrlConnectionHttpClient.Builder http = UrlConnectionHttpClient.builder();
    certificate.ifPresent(pem -> http.tlsTrustManagersProvider(() -> Trust.in(pem)));
    return http.build();
  }

  private static AwsCredentials key(UserManager users, UserName user) {
    users.listAccessKeys(user).forEach(old -> users.deleteAccessKey(user, old.id()));
    AccessKey key = users.createAccessKey(user);
    return AwsBasicCredentials.create(key.id().value(), key.secret().reveal());
  }

  static String trust(String user) {
    return """
    {"Version":"2012-10-17","Statement":[{"Effect":"Allow",\
    "Principal":{"AWS":["arn:aws:iam:::user/%s"]},"Action":["sts:AssumeRole"]}]}\
    """
        .formatted(user);
  }

  static String allow(String action, String resource) {
    return """
    {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"%s","Resource":"%s"}}\
    """
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

  /** An S3 client of a new user of an account, who may do what a policy says. */
  S3Client user(String account, String name, String policy) {
    return clients.s3(keyOf(account, name, policy));
  }

  /** The key of a new user of an account, who may do what a policy says. */
  AwsCredentials keyOf(String account, String name, String policy) {
    UserManager users = store.sallyport().in(new AccountId(account)).users();
    users.create(new UserName(name));
    users.putPolicy(new UserName(name), new PolicyName("Policy1"), policy);
    return key(users, new UserName(name));
  }

  /** One of a user who may do all of S3, as far as it is its account's to give. */
  S3Client user(String account, String name) {
    return user(account, name, allow("s3:*", "*"));
  }

  /** One of an account's root user. */
  S3Client root(String account) {
    AccessKey key = store.sallyport().in(new AccountId(account)).account().createAccessKey();
    return clients.s3(AwsBasicCredentials.create(key.id().value(), key.secret().reveal()));
  }

  @Override
  public void close() {
    iam.close();
    sts.close();
    clients.close();
    store.close();
  }
}

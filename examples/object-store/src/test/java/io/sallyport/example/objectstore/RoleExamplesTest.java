package io.sallyport.example.objectstore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.credential.AccessKey;
import io.sallyport.credential.AccessKeyId;
import io.sallyport.credential.SecretKey;
import io.sallyport.identity.UserName;
import io.sallyport.user.AdminCaps;
import io.sallyport.user.UserManager;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpFullRequest;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.Tag;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Ceph's documentation of roles, example by example, over each database: its REST examples as they
 * stand there and as the SDK's own calls, its sample of tagging, and its example of AssumeRole.
 */
class RoleExamplesTest {
  private static final AwsCredentials TESTER = AwsBasicCredentials.create("TESTER", "test123");
  private static final String ROLE = "S3Access";

  @TempDir private Path data;

  /** The user that the documentation has the administrator make by {@code radosgw-admin}. */
  private static void makeTester(RunningStore running) {
    UserManager users = running.store.sallyport().users();
    UserName tester = new UserName("TESTER");
    users.create(tester);
    users.importAccessKey(
        tester, new AccessKey(new AccessKeyId("TESTER"), SecretKey.of("test123")));
    AdminCaps unused = users.addCaps(tester, AdminCaps.parse("roles=*"));
  }

  @ParameterizedTest
  @EnumSource
  void theRestExamplesWorkAsTheyStandThere(Database database) throws Exception {
    try (RunningStore running = database.start(data);
        SdkHttpClient http = UrlConnectionHttpClient.create()) {
      makeTester(running);
      Map<String, String> answers = new LinkedHashMap<>();
      for (Map<String, String> example : restExamples()) {
        answers.put(example.get("Action"), post(running, http, example));
      }
      Map<String, String> told =
          Map.of(
              "CreateRole", "<Arn>arn:aws:iam:::role/application_abc/component_xyz/S3Access</Arn>",
              "GetRole", encoded(restExample("CreateRole", "AssumeRolePolicyDocument")),
              "ListRoles", "<RoleName>S3Access</RoleName>",
              "ListRolePolicies", "<member>Policy1</member>",
              "GetRolePolicy", encoded(restExample("PutRolePolicy", "PolicyDocument")),
              "ListRoleTags", "<Key>Department</Key><Value>Engineering</Value>");
      told.forEach(
          (action, text) ->
              assertTrue(
                  Objects.requireNonNull(answers.get(action)).contains(text), answers::toString));
      assertEquals(12, answers.size());
    }
  }

  @ParameterizedTest
  @EnumSource
  void theRestExamplesWorkAsCallsOfTheSdk(Database database) throws Exception {
    try (RunningStore running = database.start(data)) {
      makeTester(running);
      try (IamClient iam = running.clients.iam(TESTER)) {
        String trusting = restExample("CreateRole", "AssumeRolePolicyDocument");
        assertEquals(
            "arn:aws:iam:::role/application_abc/component_xyz/S3Access",
            iam.createRole(
                    r ->
                        r.roleName(ROLE)
                            .path(restExample("CreateRole", "Path"))
                            .assumeRolePolicyDocument(trusting))
                .role()
                .arn());
        assertEquals(3600, iam.getRole(r -> r.roleName(ROLE)).role().maxSessionDuration());
        assertEquals(
            List.of(ROLE),
            iam.listRoles(r -> r.pathPrefix("/application")).roles().stream()
                .map(role -> role.roleName())
                .toList());
        String trust = restExample("UpdateAssumeRolePolicy", "PolicyDocument");
        iam.updateAssumeRolePolicy(r -> r.roleName(ROLE).policyDocument(trust));
        assertEquals(
            encoded(trust), iam.getRole(r -> r.roleName(ROLE)).role().assumeRolePolicyDocument());
        String policy = restExample("PutRolePolicy", "PolicyDocument");
        iam.putRolePolicy(r -> r.roleName(ROLE).policyName("Policy1").policyDocument(policy));
        assertEquals(List.of("Policy1"), iam.listRolePolicies(r -> r.roleName(ROLE)).policyNames());
        assertEquals(
            encoded(policy),
            iam.getRolePolicy(r -> r.roleName(ROLE).policyName("Policy1")).policyDocument());
        iam.deleteRolePolicy(r -> r.roleName(ROLE).policyName("Policy1"));
        iam.tagRole(r -> r.roleName(ROLE).tags(tag("Department", "Engineering")));
        assertEquals(
            List.of(tag("Department", "Engineering")),
            iam.listRoleTags(r -> r.roleName(ROLE)).tags());
        iam.untagRole(r -> r.roleName(ROLE).tagKeys("Department"));
        assertEquals(List.of(), iam.listRoleTags(r -> r.roleName(ROLE)).tags());
        iam.deleteRole(r -> r.roleName(ROLE));
        assertEquals(List.of(), iam.listRoles().roles());
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void theSampleOfTaggingWorks(Database database) throws Exception {
    String trust =
        """
        {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Federated":\
        ["arn:aws:iam:::oidc-provider/localhost:8080/auth/realms/quickstart"]},\
        "Action":["sts:AssumeRoleWithWebIdentity"],"Condition":{"StringEquals":\
        {"localhost:8080/auth/realms/quickstart:sub":"user1"}}}]}""";
    try (RunningStore running = database.start(data)) {
      makeTester(running);
      try (IamClient iam = running.clients.iam(TESTER)) {
        iam.createRole(
            r ->
                r.assumeRolePolicyDocument(trust)
                    .path("/")
                    .roleName(ROLE)
                    .tags(tag("Department", "Engineering")));
        iam.tagRole(r -> r.roleName(ROLE).tags(tag("CostCenter", "123456")));
        assertEquals(
            List.of(tag("CostCenter", "123456"), tag("Department", "Engineering")),
            iam.listRoleTags(r -> r.roleName(ROLE)).tags());
        iam.untagRole(r -> r.roleName(ROLE).tagKeys("Department"));
        assertEquals(
            List.of(tag("CostCenter", "123456")), iam.listRoleTags(r -> r.roleName(ROLE)).tags());
      }
    }
  }

  /**
   * Its trust policy names TESTER1, though TESTER2 assumes the role: refused, as Ceph and AWS do.
   */
  @ParameterizedTest
  @EnumSource
  void theExampleOfAssumeRoleWorksOnceTheRightUserIsTrusted(Database database) throws Exception {
    try (RunningStore running = database.start(data)) {
      running.iam.createRole(
          r -> r.roleName(ROLE).path("/").assumeRolePolicyDocument(RunningStore.trust("TESTER1")));
      running.putPolicy(RunningStore.ALL_OF_S3);
      assertEquals(403, assertThrows(AwsServiceException.class, running::assume).statusCode());
      running.iam.updateAssumeRolePolicy(
          r -> r.roleName(ROLE).policyDocument(RunningStore.TRUSTS_TESTER2));
      try (S3Client s3 = running.bob()) {
        s3.createBucket(r -> r.bucket(RunningStore.BUCKET));
        assertEquals(
            List.of(RunningStore.BUCKET),
            s3.listBuckets().buckets().stream().map(bucket -> bucket.name()).toList());
      }
    }
  }

  private static Tag tag(String key, String value) {
    return Tag.builder().key(key).value(value).build();
  }

  /** The parameters of each example, in an order in which they can be made. */
  private static List<Map<String, String>> restExamples() {
    try (InputStream file =
        Objects.requireNonNull(RoleExamplesTest.class.getResourceAsStream("/rest-examples.txt"))) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .map(RoleExamplesTest::parameters)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String restExample(String action, String parameter) {
    return restExamples().stream()
        .filter(example -> action.equals(example.get("Action")))
        .flatMap(example -> Stream.ofNullable(example.get(parameter)))
        .findFirst()
        .orElseThrow();
  }

  private static Map<String, String> parameters(String line) {
    Map<String, String> parameters = new LinkedHashMap<>();
    String query = line.substring(line.indexOf('?') + 1, line.lastIndexOf('”'));
    Arrays.stream(query.split("&", -1))
        .map(part -> part.split("=", 2))
        .forEach(part -> parameters.put(part[0], part[1]));
    return parameters;
  }

  private static String post(
      RunningStore running, SdkHttpClient http, Map<String, String> parameters) throws IOException {
    SdkHttpFullRequest.Builder request =
        SdkHttpFullRequest.builder().method(SdkHttpMethod.POST).uri(running.store.endpoint());
    request.encodedPath("/");
    parameters.forEach(request::putRawQueryParameter);
    var signed =
        AwsV4HttpSigner.create()
            .sign(
                r ->
                    r.identity(TESTER)
                        .request(request.build())
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "iam")
                        .putProperty(AwsV4HttpSigner.REGION_NAME, "us-east-1"));
    HttpExecuteResponse answer =
        http.prepareRequest(HttpExecuteRequest.builder().request(signed.request()).build()).call();
    try (InputStream body = answer.responseBody().orElseThrow()) {
      String text = new String(body.readAllBytes(), StandardCharsets.UTF_8);
      assertEquals(200, answer.httpResponse().statusCode(), parameters + text);
      return text;
    }
  }

  private static String encoded(String document) {
    return URLEncoder.encode(document, StandardCharsets.UTF_8).replace("*", "%2A");
  }
}

package io.sallyport.example.objectstore;

import static io.sallyport.example.objectstore.RunningStore.ALL_OF_S3;
import static io.sallyport.example.objectstore.RunningStore.BUCKET;
import static io.sallyport.example.objectstore.RunningStore.ROLE_ARN;
import static io.sallyport.example.objectstore.RunningStore.allow;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.minio.GetObjectArgs;
import io.minio.ListObjectsArgs;
import io.minio.MakeBucketArgs;
import io.minio.MinioClient;
import io.minio.PutObjectArgs;
import io.minio.RemoveObjectsArgs;
import io.minio.Result;
import io.minio.credentials.AssumeRoleProvider;
import io.minio.credentials.Jwt;
import io.minio.credentials.Provider;
import io.minio.credentials.WebIdentityProvider;
import io.minio.errors.ErrorResponseException;
import io.minio.messages.DeleteError;
import io.minio.messages.DeleteObject;
import io.minio.messages.Item;
import io.sallyport.Sallyport;
import io.sallyport.arn.Arn;
import io.sallyport.identity.ProviderUrl;
import io.sallyport.principal.Principal;
import io.sallyport.sts.UnnamedRoles;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.file.Path;
import java.security.ProviderException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsCredentials;

/** MinIO's SDK for Java, whose providers of credentials name no role. */
class MinioTest {
  /** More than fits into one part. */
  private static final int BIG = 12 << 20;

  private static final int PART = 5 << 20;

  @TempDir private Path data;

  /** The example's role, for TESTER2 and for those for whom the provider vouches. */
  private static final class OneRole implements UnnamedRoles {
    private static final Optional<Arn> ROLE = Optional.of(Arn.parse(ROLE_ARN));

    @Override
    public Optional<Arn> ofCaller(Principal caller) {
      return caller.name().equals("arn:aws:iam:::user/TESTER2") ? ROLE : Optional.empty();
    }

    @Override
    public Optional<Arn> ofProvider(ProviderUrl claimed) {
      return claimed.value().equals(TokenIssuer.URL) ? ROLE : Optional.empty();
    }
  }

  @Test
  void aUserGetsTheRoleThatTheHostNames() throws Exception {
    try (RunningStore running =
        new RunningStore(DataFolder.open(data), Sallyport.builder().unnamedRoles(new OneRole()))) {
      running.makeRole(ALL_OF_S3);
      assertServed(running, provider(running, running.tester2));
      assertThrows(ProviderException.class, provider(running, running.tester1)::fetch);
      running.putPolicy(allow("s3:GetObject", "arn:aws:s3:::*"));
      assertDenied(running, provider(running, running.tester2));
    }
  }

  @Test
  void aTokenGetsTheRoleThatTheHostNames() throws Exception {
    TokenIssuer issuer = new TokenIssuer();
    try (RunningStore running =
        new RunningStore(
            DataFolder.open(data),
            Sallyport.builder()
                .webIdentityVerifier(issuer.verifier())
                .unnamedRoles(new OneRole()))) {
      FederatedRole.make(running, issuer.url(), TokenIssuer.CLIENT, FederatedRole.THUMBPRINT);
      assertServed(running, provider(running, issuer.token("")));
      String forged = new TokenIssuer().token("");
      assertThrows(ProviderException.class, provider(running, forged)::fetch);
    }
  }

  @Test
  void withoutTheOptionNobodyGetsOne() throws Exception {
    TokenIssuer issuer = new TokenIssuer();
    try (RunningStore running =
        new RunningStore(
            DataFolder.open(data), Sallyport.builder().webIdentityVerifier(issuer.verifier()))) {
      running.makeRole(ALL_OF_S3);
      for (Provider provider :
          List.of(provider(running, running.tester2), provider(running, issuer.token("")))) {
        assertEquals(
            "STS service failed with HTTP status code 400",
            assertThrows(ProviderException.class, provider::fetch).getMessage());
      }
    }
  }

  /** As MinIO documents it: without a region, a role, or the name of a session. */
  private static Provider provider(RunningStore running, AwsCredentials user) throws Exception {
    return new AssumeRoleProvider(
        running.endpoint().toString(),
        user.accessKeyId(),
        user.secretAccessKey(),
        null,
        null,
        null,
        null,
        null,
        null,
        null);
  }

  private static Provider provider(RunningStore running, String token) {
    return new WebIdentityProvider(
        () -> new Jwt(token, 3600), running.endpoint().toString(), null, null, null, null, null);
  }

  private static MinioClient client(RunningStore running, Provider provider) {
    return MinioClient.builder()
        .endpoint(running.endpoint().toString())
        .region("us-east-1")
        .credentialsProvider(provider)
        .build();
  }

  @SuppressWarnings("try") // To close may be interrupted, says its signature.
  private static void assertServed(RunningStore running, Provider provider) throws Exception {
    try (MinioClient client = client(running, provider)) {
      client.makeBucket(MakeBucketArgs.builder().bucket(BUCKET).build());
      put(client, "small", "small".getBytes(UTF_8));
      put(client, "a/b c+ü", new byte[BIG]);
      assertEquals("small", new String(get(client, "small"), UTF_8));
      assertEquals(BIG, get(client, "a/b c+ü").length);
      assertEquals(List.of("a/b c+ü", "small"), keys(client));
      for (Result<DeleteError> failure : client.removeObjects(both())) {
        throw new AssertionError(failure.get().toString());
      }
      assertEquals(List.of(), keys(client));
    }
  }

  private static RemoveObjectsArgs both() {
    return RemoveObjectsArgs.builder()
        .bucket(BUCKET)
        .objects(List.of(new DeleteObject("small"), new DeleteObject("a/b c+ü")))
        .build();
  }

  private static void put(MinioClient client, String key, byte[] content) throws Exception {
    client.putObject(
        PutObjectArgs.builder().bucket(BUCKET).object(key).stream(
                new ByteArrayInputStream(content), content.length, PART)
            .build());
  }

  private static byte[] get(MinioClient client, String key) throws Exception {
    try (InputStream object =
        client.getObject(GetObjectArgs.builder().bucket(BUCKET).object(key).build())) {
      return object.readAllBytes();
    }
  }

  private static List<String> keys(MinioClient client) throws Exception {
    List<String> keys = new ArrayList<>();
    for (Result<Item> item :
        client.listObjects(ListObjectsArgs.builder().bucket(BUCKET).recursive(true).build())) {
      keys.add(item.get().objectName());
    }
    return keys;
  }

  @SuppressWarnings("try") // To close may be interrupted, says its signature.
  private static void assertDenied(RunningStore running, Provider provider) throws Exception {
    try (MinioClient client = client(running, provider)) {
      ErrorResponseException refusal =
          assertThrows(ErrorResponseException.class, () -> put(client, "small", new byte[1]));
      assertEquals("AccessDenied", refusal.errorResponse().code());
    }
  }
}

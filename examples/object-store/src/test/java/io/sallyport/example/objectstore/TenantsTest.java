package io.sallyport.example.objectstore;

import static io.sallyport.example.objectstore.RunningStore.BUCKET;
import static io.sallyport.example.objectstore.RunningStore.OTHER;
import static io.sallyport.example.objectstore.RunningStore.OWNER;
import static io.sallyport.example.objectstore.RunningStore.allow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.Sallyport;
import io.sallyport.example.objectstore.served.Accounts;
import io.sallyport.identity.AccountId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/** Buckets may be named with the tenant whose they are, and are found by no other's. */
class TenantsTest {
  private static final Map<String, String> NONE = Map.of();

  @TempDir private Path data;

  /** A store whose second account is of a tenant. */
  private RunningStore started() throws IOException {
    return new RunningStore(
        DataFolder.open(data),
        Sallyport.builder(),
        Listening.on(0),
        new Accounts(Map.of(), Map.of(), Map.of(new AccountId(OTHER), "testx")));
  }

  private static RawClient raw(RunningStore running, String account, String name, String policy) {
    return new RawClient(running.store.endpoint().getPort(), running.keyOf(account, name, policy));
  }

  private static void makeOpenBucket(RunningStore running) {
    try (S3Client owner = running.user(OWNER, "a")) {
      owner.createBucket(r -> r.bucket(BUCKET));
      owner.putObject(r -> r.bucket(BUCKET).key("x"), RequestBody.fromString("content"));
      String policy =
          """
          {"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":"*","Action":"s3:*",\
          "Resource":["arn:aws:s3:::my-bucket","arn:aws:s3:::my-bucket/*"]}}""";
      owner.putBucketPolicy(r -> r.bucket(BUCKET).policy(policy));
    }
  }

  private static String status(String answer) {
    return answer.substring("HTTP/1.1 ".length(), "HTTP/1.1 200".length());
  }

  private static String message(String answer) {
    return answer.substring(answer.indexOf("<Message>"), answer.indexOf("</Message>"));
  }

  @Test
  void aBucketIsNamedByItsTenantOrAlone() throws Exception {
    try (RunningStore running = started()) {
      makeOpenBucket(running);
      RawClient other = raw(running, OTHER, "b", allow("s3:*", "*"));
      for (String name : new String[] {"%3Amy-bucket", ":my-bucket", "my-bucket"}) {
        String listed = other.send("GET", "/" + name, NONE, "");
        assertEquals("200", status(listed));
        assertTrue(listed.contains("<Name>my-bucket</Name>"), listed);
        assertTrue(other.send("GET", "/" + name + "/x", NONE, "").endsWith("content"), name);
      }
      assertEquals("200", status(other.send("PUT", "/own-bucket", NONE, "")));
      assertEquals("200", status(other.send("GET", "/testx%3Aown-bucket", NONE, "")));
      assertEquals("501", status(other.send("GET", "/%3Aown-bucket", NONE, "")));
    }
  }

  @Test
  void underAnotherTenantThereIsNothing() throws Exception {
    try (RunningStore running = started()) {
      makeOpenBucket(running);
      RawClient other = raw(running, OTHER, "b", allow("s3:*", "*"));
      assertEquals("501", status(other.send("GET", "/testx%3Amy-bucket", NONE, "")));
      assertEquals("501", status(other.send("GET", "/testx%3Amy-bucket/x", NONE, "")));
      assertEquals("501", status(other.send("PUT", "/testx%3Amy-bucket/y", NONE, "taken")));
      assertEquals("501", status(other.send("DELETE", "/testx%3Amy-bucket/x", NONE, "")));
      assertEquals("501", status(other.send("PUT", "/testx%3Anew-bucket", NONE, "")));
      String delete = "<Delete><Object><Key>x</Key></Object></Delete>";
      String deleted = other.send("POST", "/testx%3Amy-bucket?delete", NONE, delete);
      assertTrue(deleted.contains("<Code>NotImplemented</Code>"), deleted);
      Path objects = running.objects();
      assertTrue(Files.exists(objects.resolve(BUCKET).resolve("x")));
      assertFalse(Files.exists(objects.resolve(BUCKET).resolve("y")));
      assertFalse(Files.exists(objects.resolve("new-bucket")));
    }
  }

  /** Who may not use a bucket isn't told by a tenant's name whose it is. */
  @Test
  void whoMayNotIsToldTheSameUnderEachTenant() throws Exception {
    try (RunningStore running = started();
        S3Client owner = running.user(OWNER, "a")) {
      owner.createBucket(r -> r.bucket(BUCKET));
      RawClient idle = raw(running, OTHER, "b", allow("s3:ListAllMyBuckets", "*"));
      for (String rest : new String[] {"", "/x", "/x?tagging", "?policy"}) {
        String plain = idle.send("GET", "/my-bucket" + rest, NONE, "");
        assertEquals("403", status(plain));
        for (String tenant : new String[] {"%3A", "testx%3A", "nobody%3A"}) {
          String named = idle.send("GET", "/" + tenant + "my-bucket" + rest, NONE, "");
          assertEquals("403", status(named));
          assertEquals(message(plain), message(named));
        }
      }
    }
  }

  @Test
  void whereNoAccountHasATenantNoPathNamesOne() throws Exception {
    try (RunningStore running = new RunningStore(data)) {
      makeOpenBucket(running);
      RawClient other = raw(running, OTHER, "b", allow("s3:*", "*"));
      String answer = other.send("GET", "/%3Amy-bucket", NONE, "");
      assertTrue(answer.contains("<Code>InvalidBucketName</Code>"), answer);
    }
  }
}

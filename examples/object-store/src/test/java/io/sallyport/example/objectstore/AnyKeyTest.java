package io.sallyport.example.objectstore;

import static io.sallyport.example.objectstore.RunningStore.BUCKET;
import static io.sallyport.example.objectstore.RunningStore.OWNER;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sallyport.example.objectstore.names.EscapedNames;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CommonPrefix;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.ObjectVersion;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Whatever S3 takes for a key is kept, be it a file's path or not, and listed where it belongs. */
@TestInstance(Lifecycle.PER_CLASS)
class AnyKeyTest {
  private static final List<String> KEYS =
      List.of(
          "/",
          "//",
          "/a",
          ".",
          ".a/.",
          ".mpus-0",
          ".s3proxy-slash",
          ".sallyport-key/61=",
          "a",
          "a/",
          "a//b",
          "a/../b",
          "a/./b",
          "b/c",
          "b//c",
          "l".repeat(171),
          "l".repeat(1024),
          "\u3042".repeat(200),
          "\uFF5E",
          "\uD83D\uDE00",
          "x y+z%2F&<>\u00e4");

  private RunningStore running;
  private S3Client s3;

  @BeforeAll
  void start(@TempDir Path data) throws Exception {
    running = new RunningStore(data);
    s3 = running.user(OWNER, "a");
    s3.createBucket(r -> r.bucket(BUCKET));
    for (String key : KEYS) {
      s3.putObject(r -> r.bucket(BUCKET).key(key).tagging("k=v"), RequestBody.fromString(key));
    }
  }

  @AfterAll
  void stop() {
    s3.close();
    running.close();
  }

  static List<String> keys() {
    return KEYS;
  }

  private static int byBytes(String one, String other) {
    return Arrays.compareUnsigned(
        one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @MethodSource("keys")
  void isItsOwnObject(String key) {
    assertEquals(key, s3.getObjectAsBytes(r -> r.bucket(BUCKET).key(key)).asUtf8String());
    assertEquals(1, s3.getObjectTagging(r -> r.bucket(BUCKET).key(key)).tagSet().size());
    s3.createBucket(r -> r.bucket("copies"));
    s3.copyObject(
        r -> r.sourceBucket(BUCKET).sourceKey(key).destinationBucket("copies").destinationKey(key));
    assertEquals(key, s3.getObjectAsBytes(r -> r.bucket("copies").key(key)).asUtf8String());
    assertEquals(key, s3.listObjectsV2(r -> r.bucket("copies")).contents().get(0).key());
    s3.deleteObjects(
        r ->
            r.bucket("copies").delete(d -> d.objects(ObjectIdentifier.builder().key(key).build())));
    s3.deleteBucket(r -> r.bucket("copies"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"p//q", ".mpus-1", "p/"})
  void canBeUploadedInParts(String key) {
    String id = s3.createMultipartUpload(r -> r.bucket(BUCKET).key(key)).uploadId();
    assertEquals(key, s3.listMultipartUploads(r -> r.bucket(BUCKET)).uploads().get(0).key());
    String part =
        s3.uploadPart(
                r -> r.bucket(BUCKET).key(key).uploadId(id).partNumber(1),
                RequestBody.fromString("part"))
            .eTag();
    assertEquals(1, s3.listParts(r -> r.bucket(BUCKET).key(key).uploadId(id)).parts().size());
    s3.completeMultipartUpload(
        r ->
            r.bucket(BUCKET)
                .key(key)
                .uploadId(id)
                .multipartUpload(
                    u -> u.parts(CompletedPart.builder().partNumber(1).eTag(part).build())));
    assertEquals("part", s3.getObjectAsBytes(r -> r.bucket(BUCKET).key(key)).asUtf8String());
    s3.deleteObject(r -> r.bucket(BUCKET).key(key));
  }

  @Test
  void allAreListedInTheOrderOfTheirBytes() {
    List<String> sorted = KEYS.stream().sorted(AnyKeyTest::byBytes).toList();
    for (int most : List.of(1, 4, 1000)) {
      assertEquals(
          sorted,
          s3.listObjectsV2Paginator(r -> r.bucket(BUCKET).maxKeys(most)).contents().stream()
              .map(S3Object::key)
              .toList());
      assertEquals(
          sorted,
          s3.listObjectVersionsPaginator(r -> r.bucket(BUCKET).maxKeys(most)).versions().stream()
              .map(ObjectVersion::key)
              .toList());
    }
  }

  @Test
  void anyPrefixAndDelimiterListWhatS3WouldList() {
    Random random = new Random(4);
    List<String> texts =
        List.of("", "a", "/", "//", "b/", ".", "l", "a/.", "/.", "\u3042", "b//", ".m", "x y");
    for (int round = 0; round < 60; round++) {
      String prefix = texts.get(random.nextInt(texts.size()));
      String delimiter = texts.get(random.nextInt(texts.size()));
      int most = 1 + random.nextInt(6);
      ListObjectsV2Request.Builder request =
          ListObjectsV2Request.builder().bucket(BUCKET).prefix(prefix).maxKeys(most);
      if (!delimiter.isEmpty()) {
        request.delimiter(delimiter);
      }
      List<String> listed = new ArrayList<>();
      s3.listObjectsV2Paginator(request.build())
          .forEach(
              page -> {
                page.contents().stream().map(S3Object::key).forEach(listed::add);
                page.commonPrefixes().stream().map(CommonPrefix::prefix).forEach(listed::add);
              });
      assertEquals(
          expected(prefix, delimiter),
          listed.stream().sorted(AnyKeyTest::byBytes).toList(),
          "'" + prefix + "' by '" + delimiter + "', " + most);
    }
  }

  private static List<String> expected(String prefix, String delimiter) {
    Set<String> all = new TreeSet<>(AnyKeyTest::byBytes);
    for (String key : KEYS) {
      if (key.startsWith(prefix)) {
        int at = delimiter.isEmpty() ? -1 : key.indexOf(delimiter, prefix.length());
        all.add(at < 0 ? key : key.substring(0, at + delimiter.length()));
      }
    }
    return List.copyOf(all);
  }

  @Test
  void noTwoKeysHaveOneFileOrOneInAnothers() {
    Random random = new Random(5);
    Set<String> keys = new HashSet<>(KEYS);
    for (int n = 0; n < 20_000; n++) {
      StringBuilder key = new StringBuilder();
      for (int part = random.nextInt(6); part >= 0; part--) {
        key.append(List.of("a", "/", ".", "..", "61", "=", "l".repeat(100)).get(random.nextInt(7)));
      }
      keys.add(key.toString());
    }
    Set<String> escaped = new HashSet<>();
    for (String key : keys) {
      String file = EscapedNames.file(key);
      assertEquals(Optional.of(key), EscapedNames.key(file));
      if (!file.equals(key)) {
        escaped.add(file);
      }
    }
    for (String file : escaped) {
      for (int slash = file.indexOf('/'); slash >= 0; slash = file.indexOf('/', slash + 1)) {
        assertEquals(false, escaped.contains(file.substring(0, slash)), file);
      }
    }
  }
}

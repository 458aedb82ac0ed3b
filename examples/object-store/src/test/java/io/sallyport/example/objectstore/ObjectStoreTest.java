package io.sallyport.example.objectstore;

import static org.junit.jupiter.api.Assertions.assertEquals;

import jakarta.servlet.Filter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;

/** The server alone, with nobody at its door. */
class ObjectStoreTest {
  @Test
  void servesTheUsualRequestsOfAnS3Client(@TempDir Path data) throws Exception {
    Path objects = Files.createDirectories(data.resolve("objects"));
    Filter open = (request, response, chain) -> chain.doFilter(request, response);
    try (ObjectStore store = ObjectStore.start(0, objects, List.of(open));
        S3Client s3 =
            S3Client.builder()
                .endpointOverride(store.endpoint())
                .region(Region.US_EAST_1)
                .forcePathStyle(true)
                .credentialsProvider(AnonymousCredentialsProvider.create())
                .build()) {
      s3.createBucket(b -> b.bucket("my-bucket"));
      s3.putObject(b -> b.bucket("my-bucket").key("a/b c+d.txt"), RequestBody.fromString("hello"));
      assertEquals(
          "hello",
          s3.getObjectAsBytes(b -> b.bucket("my-bucket").key("a/b c+d.txt")).asUtf8String());
      assertEquals(5, s3.headObject(b -> b.bucket("my-bucket").key("a/b c+d.txt")).contentLength());
      s3.copyObject(
          b ->
              b.sourceBucket("my-bucket")
                  .sourceKey("a/b c+d.txt")
                  .destinationBucket("my-bucket")
                  .destinationKey("copy of+it"));
      assertEquals(
          List.of("a/b c+d.txt", "copy of+it"),
          s3.listObjectsV2(b -> b.bucket("my-bucket")).contents().stream()
              .map(object -> object.key())
              .toList());
      s3.deleteObjects(
          b ->
              b.bucket("my-bucket")
                  .delete(d -> d.objects(ObjectIdentifier.builder().key("copy of+it").build())));
      s3.deleteObject(b -> b.bucket("my-bucket").key("a/b c+d.txt"));
      assertEquals(1, s3.listBuckets().buckets().size());
      assertEquals(List.of(), s3.listObjectsV2(b -> b.bucket("my-bucket")).contents());
    }
  }
}

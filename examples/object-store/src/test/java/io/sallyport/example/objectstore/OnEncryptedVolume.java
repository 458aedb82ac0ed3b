package io.sallyport.example.objectstore;

import static io.sallyport.example.objectstore.RunningStore.BUCKET;
import static io.sallyport.example.objectstore.RunningStore.OWNER;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.example.objectstore.served.EncryptedVolume;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Response;

/** A store on a volume whose key has an id, and what is told of its objects. */
abstract class OnEncryptedVolume {
  static final RequestBody CONTENT = RequestBody.fromString("content");
  static final String KEY = "arn:aws:kms:here:111111111111:key/1";
  static final String AES256 = "AES256";
  static final String KMS = "aws:kms";
  static final String BY_KEY = "aws:kms " + KEY;
  static final String NOTHING = "";
  static final String BUCKET_KEY = "x-amz-server-side-encryption-bucket-key-enabled";

  @TempDir private Path data;
  RunningStore running;
  S3Client s3;

  @BeforeEach
  void start() throws Exception {
    start(Optional.of(EncryptedVolume.by(KEY)), "a");
    s3.createBucket(r -> r.bucket(BUCKET));
  }

  private void start(Optional<EncryptedVolume> volume, String user) throws Exception {
    DataFolder folder = DataFolder.open(data);
    running = new RunningStore(volume.map(folder::on).orElse(folder));
    s3 = running.user(OWNER, user);
  }

  @AfterEach
  void stop() {
    s3.close();
    running.close();
  }

  void restart(Optional<EncryptedVolume> volume, String user) throws Exception {
    stop();
    start(volume, user);
  }

  static String told(SdkHttpResponse answer) {
    String algorithm = answer.firstMatchingHeader("x-amz-server-side-encryption").orElse(NOTHING);
    return answer
        .firstMatchingHeader("x-amz-server-side-encryption-aws-kms-key-id")
        .map(key -> algorithm + " " + key)
        .orElse(algorithm);
  }

  static String told(S3Response answer) {
    return told(answer.sdkHttpResponse());
  }

  PutObjectResponse put(String key) {
    return s3.putObject(r -> r.bucket(BUCKET).key(key), CONTENT);
  }

  PutObjectResponse put(String key, String algorithm) {
    return s3.putObject(r -> r.bucket(BUCKET).key(key).serverSideEncryption(algorithm), CONTENT);
  }

  PutObjectResponse put(String key, Map<String, String> headers) {
    return s3.putObject(
        r -> r.bucket(BUCKET).key(key).overrideConfiguration(o -> headers.forEach(o::putHeader)),
        CONTENT);
  }

  static CopyObjectRequest.Builder copy(String from, String to) {
    return CopyObjectRequest.builder()
        .sourceBucket(BUCKET)
        .sourceKey(from)
        .destinationBucket(BUCKET)
        .destinationKey(to);
  }

  void assertIs(String encryption, String key) {
    assertTells(encryption, s3.headObject(r -> r.bucket(BUCKET).key(key)));
    assertTells(encryption, s3.getObjectAsBytes(r -> r.bucket(BUCKET).key(key)).response());
    assertTells(
        encryption,
        s3.getObjectAsBytes(r -> r.bucket(BUCKET).key(key).range("bytes=1-2")).response());
  }

  static void assertTells(String encryption, S3Response answer) {
    assertTells(encryption, answer.sdkHttpResponse());
  }

  /** And shows nothing of how that is kept. */
  static void assertTells(String encryption, SdkHttpResponse answer) {
    assertEquals(encryption, told(answer));
    Set<String> headers = answer.headers().keySet();
    assertTrue(headers.stream().noneMatch(it -> it.contains("sallyport")), headers.toString());
  }

  void assertAbsent(String key) {
    AwsServiceException absent =
        assertThrows(
            AwsServiceException.class, () -> s3.headObject(r -> r.bucket(BUCKET).key(key)));
    assertEquals(404, absent.statusCode());
    assertTells(NOTHING, absent.awsErrorDetails().sdkHttpResponse());
  }
}

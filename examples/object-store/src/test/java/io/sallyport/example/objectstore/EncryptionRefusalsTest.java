package io.sallyport.example.objectstore;

import static io.sallyport.example.objectstore.Refusals.assertRefused;
import static io.sallyport.example.objectstore.RunningStore.BUCKET;
import static io.sallyport.example.objectstore.RunningStore.OWNER;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/** What is asked for and is not so is refused. */
class EncryptionRefusalsTest extends OnEncryptedVolume {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "400 InvalidArgument, AES192",
        "400 InvalidArgument, aes256",
        "400 InvalidArgument, aes:kms",
        "400 InvalidArgument, AES256 arn:aws:kms:here:111111111111:key/1",
        "400 InvalidArgument, AES192 arn:aws:kms:here:111111111111:key/1",
        "400 KMS.NotFoundException, aws:kms arn:aws:kms:here:111111111111:key/2",
        "400 KMS.NotFoundException, aws:kms 1",
        "501 NotImplemented, aws:kms:dsse"
      })
  void whatIsNotSoIsRefused(String line) {
    String refusal = line.split(", ", -1)[0];
    String[] asked = line.split(", ", -1)[1].split(" ", -1);
    Optional<String> key = asked.length > 1 ? Optional.of(asked[1]) : Optional.empty();
    put("source");
    assertRefused(
        refusal,
        () ->
            s3.putObject(
                r -> {
                  r.bucket(BUCKET).key("x").serverSideEncryption(asked[0]);
                  key.ifPresent(r::ssekmsKeyId);
                },
                CONTENT));
    assertRefused(
        refusal,
        () -> {
          CopyObjectRequest.Builder copy = copy("source", "x").serverSideEncryption(asked[0]);
          key.ifPresent(copy::ssekmsKeyId);
          s3.copyObject(copy.build());
        });
    assertRefused(
        refusal,
        () ->
            s3.createMultipartUpload(
                r -> {
                  r.bucket(BUCKET).key("x").serverSideEncryption(asked[0]);
                  key.ifPresent(r::ssekmsKeyId);
                }));
    assertAbsent("x");
  }

  @Test
  void whatAVolumeDoesNotDoIsRefused() {
    String all = "x-amz-server-side-encryption";
    assertRefused("400 InvalidArgument", () -> put("x", Map.of(all + "-aws-kms-key-id", KEY)));
    for (String header :
        List.of(
            all + "-context",
            all + "-bucket-key-enabled",
            all + "-customer-algorithm",
            all + "-customer-key",
            all + "-customer-key-MD5",
            all + "-of-tomorrow",
            "x-amz-copy-source-server-side-encryption-customer-key")) {
      assertRefused("501 NotImplemented", () -> put("x", Map.of(header, "x")));
      assertRefused(
          header.startsWith(all + "-customer-") ? "400 InvalidArgument" : "501 NotImplemented",
          () -> put("x", Map.of(header, "x", all, AES256)));
    }
    assertAbsent("x");
  }

  /** The URL by which an object is put, with a header in its query. */
  private URI presigned(String header, String value) throws Exception {
    AwsCredentials key = running.keyOf(OWNER, "presigner", RunningStore.allow("s3:*", "*"));
    try (S3Presigner presigner =
        S3Presigner.builder()
            .endpointOverride(running.endpoint())
            .region(Region.US_EAST_1)
            .credentialsProvider(StaticCredentialsProvider.create(key))
            .serviceConfiguration(S3Configuration.builder().pathStyleAccessEnabled(true).build())
            .build()) {
      return presigner
          .presignPutObject(
              p ->
                  p.signatureDuration(Duration.ofMinutes(1))
                      .putObjectRequest(
                          r ->
                              r.bucket(BUCKET)
                                  .key("x")
                                  .overrideConfiguration(
                                      o -> o.putRawQueryParameter(header, value))))
          .url()
          .toURI();
    }
  }

  @Test
  void howItIsKeptIsForNobodyToSay() throws Exception {
    Map<String, String> own = Map.of("sallyport-encryption", KMS);
    put("source");
    assertRefused(
        "400 InvalidArgument",
        () -> s3.putObject(r -> r.bucket(BUCKET).key("x").metadata(own), CONTENT));
    assertRefused(
        "400 InvalidArgument",
        () -> s3.createMultipartUpload(r -> r.bucket(BUCKET).key("x").metadata(own)));
    assertRefused(
        "400 InvalidArgument",
        () ->
            s3.copyObject(copy("source", "x").metadataDirective("REPLACE").metadata(own).build()));
    HttpResponse<String> answer =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(presigned("x-amz-meta-sallyport-encryption", KMS))
                    .PUT(BodyPublishers.ofString("x"))
                    .build(),
                BodyHandlers.ofString());
    assertEquals(400, answer.statusCode(), answer.body());
    assertTrue(answer.body().contains("<Code>InvalidArgument</Code>"), answer.body());
    assertAbsent("x");
  }

  @Test
  void noBucketKeyIsNothing() {
    Map<String, String> none = Map.of(BUCKET_KEY, "false");
    assertEquals(AES256, told(put("x", none)));
    assertEquals(AES256, told(s3.copyObject(copy("x", "y").bucketKeyEnabled(false).build())));
    assertEquals(
        BY_KEY, told(put("z", Map.of(BUCKET_KEY, "false", "x-amz-server-side-encryption", KMS))));
    assertIs(BY_KEY, "z");
    assertRefused("501 NotImplemented", () -> put("z", Map.of(BUCKET_KEY, "true")));
    assertRefused("501 NotImplemented", () -> get("x", none));
  }

  /** Whatever the order of the headers. */
  @Test
  void thatACallCanNotAskComesBeforeWhatItAsks() {
    put("x");
    String algorithm = "x-amz-server-side-encryption";
    for (String other : List.of("-context", "-aws-kms-key-id", "-bucket-key-enabled", "-of-old")) {
      assertRefused(
          "400 InvalidArgument", () -> get("x", Map.of(algorithm, AES256, algorithm + other, "x")));
    }
    assertRefused(
        "400 InvalidArgument", () -> get("x", Map.of(algorithm + "-aws-kms-key-id", KEY)));
    assertRefused("501 NotImplemented", () -> get("x", Map.of(algorithm + "-context", "x")));
  }

  private void get(String key, Map<String, String> headers) {
    s3.getObjectAsBytes(
        r -> r.bucket(BUCKET).key(key).overrideConfiguration(o -> headers.forEach(o::putHeader)));
  }

  @Test
  void whatWritesNoObjectCanNotAskForIt() {
    put("x");
    Map<String, String> asked = Map.of("x-amz-server-side-encryption", AES256);
    String id = s3.createMultipartUpload(r -> r.bucket(BUCKET).key("x")).uploadId();
    assertRefused(
        "400 InvalidArgument",
        () ->
            s3.uploadPart(
                r ->
                    r.bucket(BUCKET)
                        .key("x")
                        .uploadId(id)
                        .partNumber(1)
                        .overrideConfiguration(o -> asked.forEach(o::putHeader)),
                CONTENT));
    assertRefused("400 InvalidArgument", () -> get("x", asked));
    assertRefused(
        "400 InvalidArgument",
        () ->
            s3.deleteObjectTagging(
                r ->
                    r.bucket(BUCKET)
                        .key("x")
                        .overrideConfiguration(o -> asked.forEach(o::putHeader))));
  }

  @Test
  void withoutSuchAVolumeAllThatAsksIsRefused() throws Exception {
    put("x");
    restart(Optional.empty(), "b");
    for (String algorithm : List.of(AES256, KMS, "AES192")) {
      assertRefused("501 NotImplemented", () -> put("y", algorithm));
      assertRefused(
          "501 NotImplemented",
          () -> s3.copyObject(copy("x", "y").serverSideEncryption(algorithm).build()));
      assertRefused(
          "501 NotImplemented",
          () ->
              s3.createMultipartUpload(
                  r -> r.bucket(BUCKET).key("y").serverSideEncryption(algorithm)));
    }
    for (String header : List.of("-context", "-customer-algorithm", "-customer-key")) {
      assertRefused(
          "501 NotImplemented",
          () -> put("y", Map.of("x-amz-server-side-encryption" + header, "x")));
    }
    assertRefused(
        "501 NotImplemented",
        () ->
            s3.getObjectTagging(
                r ->
                    r.bucket(BUCKET)
                        .key("x")
                        .overrideConfiguration(
                            o -> o.putHeader("x-amz-server-side-encryption", AES256))));
    assertAbsent("y");
    assertEquals(NOTHING, told(put("y")));
    assertEquals(NOTHING, told(put("y", Map.of(BUCKET_KEY, "false"))));
    assertIs(NOTHING, "x");
  }
}

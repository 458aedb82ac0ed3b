package io.sallyport.s3;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.error.InvalidInputException;
import io.sallyport.error.S3RequestException;
import io.sallyport.http.RequestHead;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class S3RequestParserTest {
  private static final S3RequestParser PARSER = S3RequestParser.pathStyle();

  static Stream<String> vectors() throws IOException {
    try (InputStream in =
        S3RequestParserTest.class.getResourceAsStream("/vectors/s3-operations.txt")) {
      String text = new String(Objects.requireNonNull(in).readAllBytes(), UTF_8);
      return text.lines().filter(line -> !line.startsWith("#")).toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void needsWhatAwsDocuments(String vector) {
    String[] sides = vector.split(" => ", -1);
    String[] parts = sides[0].split(" ; ", -1);
    String[] line = parts[0].replace("presigned ", "").split(" ", -1);
    Map<String, String> headers = new TreeMap<>();
    for (String header : List.of(parts).subList(1, parts.length)) {
      headers.put(header.substring(0, header.indexOf(": ")), header.replaceFirst("[^:]*: ", ""));
    }
    assertEquals(
        sides[1],
        shown(
            () ->
                parts[0].startsWith("presigned ")
                    ? PARSER.parse(Requests.presigned(line[0], line[1], headers))
                    : PARSER.parse(Requests.head(line[0], line[1], headers).build())));
  }

  private static String shown(Supplier<S3Request> parsing) {
    try {
      S3Request request = parsing.get();
      if (request instanceof S3Request.NotServed asked) {
        return "NotServed " + asked.operation() + ": " + shown(asked.permissions());
      }
      S3Request.Mapped mapped = assertInstanceOf(S3Request.Mapped.class, request);
      return mapped.operation() + ": " + shown(mapped.permissions());
    } catch (S3RequestException refused) {
      return refused.httpStatus() + " " + refused.code();
    }
  }

  private static String shown(List<Permission> permissions) {
    return permissions.stream()
        .map(need -> need.action() + " " + shown(need.resource()))
        .collect(Collectors.joining(", "));
  }

  private static String shown(String arn) {
    return Map.of("arn:aws:s3:::my-bucket", "b", "arn:aws:s3:::my-bucket/a/k", "k")
        .getOrDefault(arn, arn);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/my-bucket/a/b%20c%2Bd.txt | a/b c+d.txt",
        "/my-bucket//a//b/ | /a//b/",
        "/my-bucket/%2Fa%2fb | /a/b",
        "/my-bucket/%25%32%35 | %25",
        "/my-bucket/a/../b | a/../b",
        "/my-bucket/./a | ./a",
        "/my-bucket/..a/... | ..a/...",
        "/my-bucket/*%3F$%7Baws:userid%7D | *?${aws:userid}",
        "/my-bucket/%C3%A4%E4%B8%AD | ä中",
        "/my-bucket/arn:aws:s3:::x | arn:aws:s3:::x"
      })
  void aKeyIsDecodedOnceAndNeverNormalised(String path, String key) {
    S3Request.Mapped request = mapped(RequestHead.builder("GET", path));
    assertEquals(Optional.of("my-bucket"), request.bucket());
    assertEquals(Optional.of(key), request.key());
    assertEquals("arn:aws:s3:::my-bucket/" + key, request.permissions().get(0).resource());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "//",
        "//my-bucket/a",
        "/a",
        "/ab/k",
        "/my%2Dbucket/k",
        "/my-bucket%2Fk",
        "/my-bucket%2F..%2Fother/k",
        "/../my-bucket/k",
        "/..%2Fmy-bucket/k",
        "/my..bucket/k",
        "/*/k",
        "/my-bucket?acl&acl",
        "/my-bucket?prefix=a&prefix=b",
        "/my-bucket?prefix=%zz",
        "/my-bucket/%FF",
        "/my-bucket/%",
        "/my-bucket/%C0%AF",
        "/my-bucket/%ED%A0%80",
        "/my-bucket/a%00",
        "/my-bucket/a+b",
        "/my-bucket/../other/k",
        "/my-bucket/a/../../other/k",
        "/my-bucket/%2e%2E/other/k",
        "/my-bucket/./../other",
        "/my-bucket//../other",
        "/my-bucket/k?versionId=",
        "/my-bucket/k?VersionID=v",
        "/my-bucket?prefix=..%2F",
        "/my-bucket?max-keys=x",
        "/my-bucket/k?partNumber=10001"
      })
  void aMalformedRequestIsRefused(String target) {
    RequestHead head = RequestHead.builder("GET", target).build();
    assertThrows(S3RequestException.class, () -> PARSER.parse(head));
  }

  @Test
  void aKeyIsNoLongerThan1024Bytes() {
    mapped(RequestHead.builder("GET", "/my-bucket/" + "%C3%A4".repeat(512)));
    RequestHead head = RequestHead.builder("GET", "/my-bucket/a" + "%C3%A4".repeat(512)).build();
    assertThrows(S3RequestException.class, () -> PARSER.parse(head));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "other%2Fa | a",
        "/other%2Fa | a",
        "%2Fother/a | a",
        "/other/a%20b | a b",
        "other/a b | a b",
        "other/\u00c3\u00a4 | \u00e4",
        "other/\u4e2d | \u4e2d",
        "other/a%252Fb | a%2Fb",
        "other//a%3Fb | /a?b"
      })
  void aCopySourceIsDecodedOnceBeforeItIsCut(String source, String key) {
    S3Request.Mapped request =
        mapped(RequestHead.builder("PUT", "/my-bucket/k").header("x-amz-copy-source", source));
    assertEquals(new ObjectVersion("other", key, Optional.empty()), request.source().orElseThrow());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "other",
        "/other/",
        "//other/k",
        "other/a+b",
        "other/k?versionId=",
        "other/k?versionId=a&versionId=b",
        "other/k?versionId=a&acl",
        "other/k?acl",
        "other/k?",
        "other%252Fk",
        "other/../my-bucket/k",
        "other%2F..%2Fmy-bucket/k",
        "other/%zz",
        "other/\u00e4",
        "arn:aws:s3:us-east-1:123456789012:accesspoint/a/object/k",
        "https://other/k"
      })
  void aMalformedCopySourceIsRefused(String source) {
    RequestHead head =
        RequestHead.builder("PUT", "/my-bucket/k").header("x-amz-copy-source", source).build();
    S3RequestException refused =
        Requests.assertRefused("InvalidArgument", () -> PARSER.parse(head));
    assertTrue(
        String.valueOf(refused.getMessage()).startsWith("x-amz-copy-source "),
        refused.getMessage());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"x-amz-copy-source", "x-amz-acl", "x-amz-tagging", "X-Amz-Metadata-Directive"})
  void aHeaderGivenTwiceIsRefused(String name) {
    RequestHead.Builder once = RequestHead.builder("PUT", "/my-bucket/k").header(name, "other/k");
    RequestHead twice = once.header(name.toLowerCase(java.util.Locale.ROOT), "other/l").build();
    assertThrows(S3RequestException.class, () -> PARSER.parse(twice));
  }

  @Test
  void copySourceIsKnownByBucketKeyAndVersion() {
    S3Request.Mapped request =
        mapped(
            RequestHead.builder("PUT", "/my-bucket/k")
                .header("x-amz-copy-source", "/other/a%2Bb%3FversionId%3Dx?versionId=v%2B1"));
    assertEquals(
        new ObjectVersion("other", "a+b?versionId=x", Optional.of("v+1")),
        request.source().orElseThrow());
    Permission source = request.permissions().get(1);
    assertEquals(List.of("v+1"), source.conditions().known().get("s3:VersionId"));
    assertTrue(!request.permissions().get(0).conditions().known().containsKey("s3:VersionId"));
    assertEquals(
        List.of("other/a+b?versionId=x"), source.conditions().known().get("s3:x-amz-copy-source"));
  }

  @Test
  void aCopyTakesTagsAlongUnlessToldNotTo() {
    RequestHead.Builder copy =
        RequestHead.builder("PUT", "/my-bucket/k").header("x-amz-copy-source", "other/k");
    assertEquals(
        List.of(
            "s3:PutObjectTagging arn:aws:s3:::my-bucket/k",
            "s3:GetObjectTagging arn:aws:s3:::other/k"),
        mapped(copy).ifSourceHasTags().stream().map(p -> p.action() + " " + p.resource()).toList());
    assertEquals(
        List.of(), mapped(copy.header("x-amz-tagging-directive", "REPLACE")).ifSourceHasTags());
  }

  @Test
  void aHostWithoutObjectTagsNeedsPermissionsOnlyForTagsThatARequestNames() {
    S3RequestParser parser = PARSER.withoutObjectTags();
    RequestHead.Builder copy =
        RequestHead.builder("PUT", "/my-bucket/k").header("x-amz-copy-source", "other/k");
    S3Request.Mapped with = mapped(copy);
    S3Request.Mapped without = assertInstanceOf(S3Request.Mapped.class, parser.parse(copy.build()));
    assertEquals(2, with.ifSourceHasTags().size());
    assertEquals(List.of(), without.ifSourceHasTags());
    assertEquals(with.permissions(), without.permissions());
    for (RequestHead.Builder naming :
        List.of(
            copy.header("x-amz-tagging-directive", "COPY"),
            RequestHead.builder("PUT", "/my-bucket/k").header("x-amz-tagging", "a=b"),
            RequestHead.builder("GET", "/my-bucket/k?tagging"))) {
      assertEquals(mapped(naming), parser.parse(naming.build()));
    }
    assertEquals(
        Optional.of("my-bucket"),
        assertInstanceOf(
                S3Request.Mapped.class,
                S3RequestParser.virtualHosted("s3.example.com")
                    .withoutObjectTags()
                    .parse(
                        RequestHead.builder("GET", "/k")
                            .header("Host", "my-bucket.s3.example.com")
                            .build()))
            .bucket());
  }

  @Test
  void bucketsMayBeInTheHostName() {
    S3RequestParser parser = S3RequestParser.virtualHosted("S3.example.com", "other.org");
    for (String host :
        List.of(
            "my-bucket.s3.example.com", "My-Bucket.S3.Example.com:8080", "my-bucket.other.org.")) {
      S3Request.Mapped request =
          assertInstanceOf(
              S3Request.Mapped.class,
              parser.parse(RequestHead.builder("GET", "/a%2Fk").header("Host", host).build()));
      assertEquals(Optional.of("my-bucket"), request.bucket());
      assertEquals(Optional.of("a/k"), request.key());
    }
    S3Request.Mapped inPath =
        assertInstanceOf(
            S3Request.Mapped.class,
            parser.parse(
                RequestHead.builder("GET", "/my-bucket").header("Host", "s3.example.com").build()));
    assertEquals("ListObjects", inPath.operation());
    assertEquals("ListBuckets", virtualHosted("s3.example.com", "example.com", "s3.example.com"));
    assertEquals(
        "ListObjects", virtualHosted("a-b.s3.example.com", "example.com", "s3.example.com"));
    for (String host : List.of("..s3.example.com", "a/b.s3.example.com", ".s3.example.com")) {
      RequestHead head = RequestHead.builder("GET", "/a").header("Host", host).build();
      assertThrows(S3RequestException.class, () -> parser.parse(head));
    }
  }

  private static String virtualHosted(String host, String... baseDomains) {
    RequestHead head = RequestHead.builder("GET", "/").header("Host", host).build();
    S3Request request = S3RequestParser.virtualHosted(baseDomains).parse(head);
    S3Request.Mapped mapped = assertInstanceOf(S3Request.Mapped.class, request);
    mapped.bucket().ifPresent(bucket -> assertEquals("a-b", bucket));
    return mapped.operation();
  }

  @Test
  void aRefusalSaysWhyInOneLine() {
    S3RequestException refused =
        Requests.assertRefused(
            "InvalidArgument",
            () ->
                PARSER.parse(RequestHead.builder("GET", "/my-bucket?acl&policy&x%0A=%0A").build()));
    assertEquals(
        "the query \"acl&policy\" is not one that asks for something that a GET of the bucket can"
            + " do",
        refused.getMessage());
    S3RequestException ofPrefix =
        Requests.assertRefused(
            "InvalidArgument",
            () ->
                PARSER.parse(
                    RequestHead.builder("GET", "/my-bucket?prefix=%0D%0A%2F..%2F..").build()));
    assertTrue(ofPrefix.getMessage().contains("\\u000d\\u000a"), ofPrefix.getMessage());
  }

  static S3Request.Mapped mapped(RequestHead.Builder head) {
    return assertInstanceOf(S3Request.Mapped.class, PARSER.parse(head.build()));
  }

  /** A base domain that no host name is under would put each bucket into the path, as another. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        ".s3.localhost",
        "s3.localhost.",
        "s3.localhost:8000",
        "http://s3.localhost",
        "s3.localhost/",
        "*.s3.localhost",
        "s3..localhost",
        "s3 localhost",
        "s3_x.localhost",
        "-s3.localhost",
        "s3-.localhost",
        "[::1]",
        "s\u00e4.localhost",
        "\u212aelvin.localhost"
      })
  void aBaseDomainIsAName(String domain) {
    InvalidInputException refusal =
        assertThrows(
            InvalidInputException.class,
            () -> S3RequestParser.virtualHosted("s3.example.com", domain));
    assertTrue(String.valueOf(refusal.getMessage()).contains("base domain"), refusal::getMessage);
  }
}

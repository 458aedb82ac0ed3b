package io.sallyport.sigv4;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.error.InvalidCredentialsException;
import io.sallyport.sigv4.BodyRejectedException.Why;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import software.amazon.awssdk.checksums.DefaultChecksumAlgorithm;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;

/** A body that was changed is never given out whole, however it is read. */
class BodyProperties {
  private static final SdkClient S3 = SdkClient.of("s3", "us-east-1");

  /** The CRC32C of {@code ab}. */
  private static final String SUM = "x-amz-checksum-crc32c:4qIpNg==\r\n";

  /** How the SDK sends a body. */
  enum Form {
    HASHED,
    SIGNED_CHUNKS,
    UNSIGNED_CHUNKS
  }

  private static SdkClient.Sent send(Form form, byte[] body) {
    SdkHttpRequest request =
        SdkClient.request(
                SdkHttpMethod.PUT, form == Form.UNSIGNED_CHUNKS ? "https" : "http", "/bucket/key")
            .putHeader("Content-Length", "" + body.length)
            .build();
    return form == Form.HASHED
        ? S3.sign(request, body)
        : S3.signChunks(request, body, DefaultChecksumAlgorithm.CRC32C);
  }

  @Property(tries = 300)
  void aChangedBitIsFound(
      @ForAll Form form, @ForAll("bodies") byte[] body, @ForAll @IntRange(max = 1 << 30) int bit) {
    SdkClient.Sent sent = send(form, body);
    byte[] wire = sent.body().bytes();
    if (wire.length > 0) {
      wire[bit / 8 % wire.length] ^= (byte) (1 << (bit % 8));
      rejectsOrGives(sent, wire, body);
    }
  }

  @Property(tries = 200)
  void aBodyThatEndsEarlyOrGoesOnIsFound(
      @ForAll Form form, @ForAll("bodies") byte[] body, @ForAll @IntRange(max = 1 << 30) int cut) {
    SdkClient.Sent sent = send(form, body);
    byte[] wire = sent.body().bytes();
    rejectsOrGives(sent, Arrays.copyOf(wire, cut % (wire.length + 1)), body);
    byte[] longer = Arrays.copyOf(wire, wire.length + 1);
    longer[wire.length] = 'x';
    assertThrows(
        BodyRejectedException.class,
        () -> sent.verify().body().decoded(new ByteArrayInputStream(longer)).readAllBytes());
  }

  @Property(tries = 100)
  void aReaderThatCountsBytesNeverGetsTheLastOneOfAChangedBody(
      @ForAll Form form, @ForAll("bodies") byte[] body) throws IOException {
    SdkClient.Sent sent = send(form, body);
    byte[] wire = sent.body().bytes();
    if (body.length == 0) {
      return;
    }
    // The checksum in the trailer, or the last byte of the body itself.
    wire[wire.length - 1 - (form == Form.HASHED ? 0 : "\r\n\r\n=".length())] ^= 1;
    InputStream in = sent.verify().body().decoded(new ByteArrayInputStream(wire));
    int given = 0;
    try {
      while (given < body.length) {
        int b = in.read();
        assertTrue(b >= 0, "a changed body must not seem to end");
        given++;
      }
    } catch (BodyRejectedException e) {
      assertInstanceOf(InvalidCredentialsException.class, e.getCause());
    }
    assertTrue(given < body.length);
    assertThrows(BodyRejectedException.class, in::read);
  }

  @Example
  void aBodyAnnouncedAsEmptyIsCheckedAtOnce() {
    SdkHttpRequest request =
        SdkClient.request(SdkHttpMethod.PUT, "http", "/bucket/key")
            .putHeader("Content-Length", "0")
            .build();
    SdkClient.Sent sent = S3.sign(request, new byte[] {1});
    assertThrows(InvalidCredentialsException.class, sent::verify);
  }

  @Example
  void aChunkLargerThanTheBodyIsRefusedBeforeItIsRead() {
    for (String size :
        new String[] {"7fffffffffffff", "fffffffffffffff", "ffffffffffffffff", "65"}) {
      SdkClient.Sent sent = send(Form.UNSIGNED_CHUNKS, new byte[100]);
      InputStream endless = new Endless((size + "\r\n").getBytes(ISO_8859_1));
      assertEquals(
          Why.MALFORMED,
          assertThrows(
                  BodyRejectedException.class,
                  () -> sent.verify().body().decoded(endless).readAllBytes())
              .why());
    }
  }

  @Example
  void aLineWithoutEndAndATrailerWithoutEndAreRefused() {
    SdkClient.Sent sent = send(Form.UNSIGNED_CHUNKS, new byte[0]);
    for (String start : new String[] {"", "0", "0\r\n", "0\r\nx-amz-checksum-crc32c:"}) {
      InputStream endless = new Endless(start.getBytes(ISO_8859_1));
      assertThrows(
          BodyRejectedException.class,
          () -> sent.verify().body().passThrough(endless).readAllBytes());
    }
  }

  private static InputStream ab(String wire) throws IOException {
    return send(Form.UNSIGNED_CHUNKS, new byte[] {'a', 'b'})
        .verify()
        .body()
        .decoded(new ByteArrayInputStream(wire.getBytes(ISO_8859_1)));
  }

  @Example
  void aFrameThatIsRightIsAccepted() throws IOException {
    for (String wire :
        List.of(
            "2\r\nab\r\n0\r\n" + SUM,
            "2\r\nab\r\n0\r\n" + SUM + "\r\n",
            "1\r\na\r\n1\r\nb\r\n0\r\n" + SUM)) {
      assertArrayEquals(new byte[] {'a', 'b'}, ab(wire).readAllBytes(), wire);
    }
  }

  @Example
  void oddFramesAreRefusedEachForItsReason() {
    String right = "2\r\nab\r\n0\r\n" + SUM;
    Map.ofEntries(
            Map.entry("2\r\nab\r\n0\r\n", Why.INCOMPLETE),
            Map.entry("2\r\nab\r\n", Why.INCOMPLETE),
            Map.entry("1\r\na\r\n0\r\n" + SUM, Why.INCOMPLETE),
            Map.entry("", Why.INCOMPLETE),
            Map.entry(right.replace("4qIpNg==", "4r/mhQ=="), Why.CHECKSUM),
            Map.entry(right.replace("ab", "ba"), Why.CHECKSUM),
            Map.entry(right + SUM, Why.MALFORMED),
            Map.entry(right + "x-amz-meta-a:b\r\n", Why.MALFORMED),
            Map.entry(right + "2\r\nab\r\n", Why.MALFORMED),
            Map.entry(right.replaceFirst("2\r\n", "2\n"), Why.MALFORMED),
            Map.entry(right.replace("ab\r\n", "ab"), Why.MALFORMED),
            Map.entry("2;a=b" + right.substring(1), Why.MALFORMED),
            Map.entry("+" + right, Why.MALFORMED),
            Map.entry("0x" + right, Why.MALFORMED),
            Map.entry("-" + right, Why.MALFORMED),
            Map.entry(right.substring(1), Why.MALFORMED),
            Map.entry("3\r\nabc\r\n0\r\n" + SUM, Why.MALFORMED))
        .forEach(
            (wire, why) ->
                assertEquals(
                    why,
                    assertThrows(BodyRejectedException.class, () -> ab(wire).readAllBytes(), wire)
                        .why(),
                    wire));
  }

  /** Gives a start, and then one letter for ever. */
  private static final class Endless extends InputStream {
    private final InputStream start;

    Endless(byte[] start) {
      this.start = new ByteArrayInputStream(start);
    }

    @Override
    public int read() throws IOException {
      int b = start.read();
      return b < 0 ? 'a' : b;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int count = start.read(buffer, offset, length);
      if (count > 0) {
        return count;
      }
      Arrays.fill(buffer, offset, offset + length, (byte) 'a');
      return length;
    }
  }

  /** A frame may be written in two ways, a hex digit's case say; what it frames may not. */
  private static void rejectsOrGives(SdkClient.Sent sent, byte[] wire, byte[] body) {
    byte[] given;
    try {
      given = sent.verify().body().decoded(new ByteArrayInputStream(wire)).readAllBytes();
    } catch (BodyRejectedException rejected) {
      return;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    assertArrayEquals(body, given);
  }

  @Provide
  Arbitrary<byte[]> bodies() {
    return Arbitraries.oneOf(
        Arbitraries.bytes().array(byte[].class).ofMaxSize(40),
        Arbitraries.integers().between(60_000, 140_000).map(BodyProperties::bytes));
  }

  private static byte[] bytes(int size) {
    byte[] body = new byte[size];
    Arrays.fill(body, (byte) size);
    return body;
  }
}

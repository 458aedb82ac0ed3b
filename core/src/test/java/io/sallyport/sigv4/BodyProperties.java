package io.sallyport.sigv4;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.error.MalformedRequestException;
import io.sallyport.error.MalformedRequestException.Fault;
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
      assertInstanceOf(MalformedRequestException.class, e.getCause());
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
    assertEquals(
        Fault.BODY_HASH,
        assertThrows(MalformedRequestException.class, () -> AwsExamples.VERIFIER.parse(sent.head()))
            .fault());
  }

  @Example
  void aChunkLargerThanTheBodyIsRefusedBeforeItIsRead() {
    for (String size :
        new String[] {"7fffffffffffff", "fffffffffffffff", "ffffffffffffffff", "65"}) {
      SdkClient.Sent sent = send(Form.UNSIGNED_CHUNKS, new byte[100]);
      InputStream endless = new Endless((size + "\r\n").getBytes(ISO_8859_1));
      assertEquals(
          Fault.BODY_CHUNKS,
          assertThrows(
                  BodyRejectedException.class,
                  () -> sent.verify().body().decoded(endless).readAllBytes())
              .refusal()
              .fault());
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

  @Property(tries = 50)
  void aBodyWithoutItsLastLineIsIncomplete(
      @ForAll("bodies") byte[] body,
      @ForAll boolean isSigned,
      @ForAll @IntRange(min = 1, max = 2) int cut) {
    SdkClient.Sent sent = send(isSigned ? Form.SIGNED_CHUNKS : Form.UNSIGNED_CHUNKS, body);
    byte[] wire = sent.body().bytes();
    InputStream in =
        sent.verify().body().decoded(new ByteArrayInputStream(wire, 0, wire.length - cut));
    assertEquals(
        Fault.BODY_INCOMPLETE,
        assertThrows(BodyRejectedException.class, in::readAllBytes).refusal().fault());
  }

  @Property(tries = 100)
  void whatIsCheckedWholeIsGivenOutWholeOrNotAtAll(
      @ForAll Form form, @ForAll("bodies") byte[] body, @ForAll @IntRange(max = 1 << 30) int bit)
      throws IOException {
    SdkClient.Sent sent = send(form, body);
    byte[] wire = sent.body().bytes();
    BodyVerifier whole = sent.verify().body().wholeFirst(1 << 20);
    assertArrayEquals(wire, whole.passThrough(new ByteArrayInputStream(wire)).readAllBytes());
    assertArrayEquals(body, whole.decoded(new ByteArrayInputStream(wire)).readAllBytes());
    if (wire.length > 0) {
      wire[bit / 8 % wire.length] ^= (byte) (1 << (bit % 8));
      InputStream in = whole.decoded(new ByteArrayInputStream(wire));
      try {
        assertEquals(body.length == 0 ? -1 : body[0] & 0xff, in.read());
        assertEquals(Math.max(0, body.length - 1), in.readAllBytes().length);
      } catch (BodyRejectedException e) {
        assertThrows(BodyRejectedException.class, in::read);
      }
    }
  }

  @Example
  void whatIsCheckedWholeHasALimit() throws IOException {
    byte[] body = bytes(100_000);
    for (Form form : Form.values()) {
      SdkClient.Sent sent = send(form, body);
      BodyVerifier verifier = sent.verify().body();
      byte[] wire = sent.body().bytes();
      InputStream fits = verifier.wholeFirst(100_000).decoded(new ByteArrayInputStream(wire));
      assertEquals(100_000, fits.readAllBytes().length);
      InputStream tooLong = verifier.wholeFirst(99_999).decoded(new ByteArrayInputStream(wire));
      for (int i = 0; i < 2; i++) {
        assertEquals(
            Fault.BODY_TOO_LONG,
            assertThrows(BodyRejectedException.class, tooLong::read).refusal().fault());
      }
    }
  }

  @Example
  void aLongSignedChunkIsNotHeldWhole() {
    String size = Integer.toHexString(1 << 26);
    SdkClient.Sent sent = send(Form.SIGNED_CHUNKS, new byte[0]);
    Version4Claim claim =
        (Version4Claim) ((SignedRequest) AwsExamples.VERIFIER.parse(sent.head())).claim();
    ChunkedBody chunks =
        new ChunkedBody(
            new ChunkedForm(1 << 26, java.util.Optional.empty()),
            java.util.Optional.of(
                new ChunkSignatures(
                    new SigningKey(
                        new DayKey(AwsExamples.SECRET, claim.credential().scope()),
                        claim.signedAt()),
                    claim.signature())),
            new DigestCheck(List.of()));
    InputStream in =
        new VerifiedInputStream(
            new Endless(
                (size + ";chunk-signature=" + "0".repeat(64) + "\r\n").getBytes(ISO_8859_1)),
            () -> new Verification(chunks, Frame::decoded, java.util.Optional.empty()));
    long given = 0;
    byte[] buffer = new byte[1 << 16];
    try {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        given += read;
      }
    } catch (IOException e) {
      assertEquals(Fault.BODY_SIGNATURE, ((BodyRejectedException) e).refusal().fault());
    }
    // All but the last two pieces were given out while the chunk was still coming.
    assertEquals((1 << 26) - 2 * buffer.length, given);
  }

  @Example
  void aFrameThatIsRightIsAccepted() throws IOException {
    for (String wire :
        List.of("2\r\nab\r\n0\r\n" + SUM + "\r\n", "1\r\na\r\n1\r\nb\r\n0\r\n" + SUM + "\r\n")) {
      assertArrayEquals(new byte[] {'a', 'b'}, ab(wire).readAllBytes(), wire);
    }
  }

  @Example
  void oddFramesAreRefusedEachForItsReason() {
    String right = "2\r\nab\r\n0\r\n" + SUM + "\r\n";
    Map.ofEntries(
            Map.entry("2\r\nab\r\n0\r\n", Fault.BODY_INCOMPLETE),
            Map.entry("2\r\nab\r\n", Fault.BODY_INCOMPLETE),
            Map.entry("1\r\na\r\n0\r\n" + SUM, Fault.BODY_INCOMPLETE),
            Map.entry("2\r\nab\r\n0\r\n" + SUM, Fault.BODY_INCOMPLETE),
            Map.entry("2\r\nab\r\n0\r\n\r\n", Fault.BODY_INCOMPLETE),
            Map.entry("2\r\nab\r\n0\r\n" + SUM + "\r", Fault.BODY_INCOMPLETE),
            Map.entry("", Fault.BODY_INCOMPLETE),
            Map.entry(right.replace("4qIpNg==", "4r/mhQ=="), Fault.BODY_CHECKSUM),
            Map.entry(right.replace("ab", "ba"), Fault.BODY_CHECKSUM),
            Map.entry(right + SUM + "\r\n", Fault.BODY_TRAILER),
            Map.entry(right + "x-amz-meta-a:b\r\n\r\n", Fault.BODY_TRAILER),
            Map.entry(right + "2\r\nab\r\n\r\n", Fault.BODY_TRAILER),
            Map.entry(right.replaceFirst("2\r\n", "2\n"), Fault.BODY_CHUNKS),
            Map.entry(right.replace("ab\r\n", "ab"), Fault.BODY_CHUNKS),
            Map.entry("2;a=b" + right.substring(1), Fault.BODY_CHUNKS),
            Map.entry("+" + right, Fault.BODY_CHUNKS),
            Map.entry("0x" + right, Fault.BODY_CHUNKS),
            Map.entry("-" + right, Fault.BODY_CHUNKS),
            Map.entry(right.substring(1), Fault.BODY_CHUNKS),
            Map.entry("3\r\nabc\r\n0\r\n" + SUM, Fault.BODY_CHUNKS))
        .forEach(
            (wire, fault) ->
                assertEquals(
                    fault,
                    assertThrows(BodyRejectedException.class, () -> ab(wire).readAllBytes(), wire)
                        .refusal()
                        .fault(),
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

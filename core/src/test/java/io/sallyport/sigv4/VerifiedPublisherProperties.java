package io.sallyport.sigv4;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.error.MalformedRequestException.Fault;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Flow;
import java.util.concurrent.SubmissionPublisher;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import software.amazon.awssdk.checksums.DefaultChecksumAlgorithm;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;

/** A body that is published comes out as one that is read, however it is cut and asked for. */
@SuppressWarnings("NullAway") // Null is passed on purpose: rules 1.9 and 2.13.
class VerifiedPublisherProperties {
  private static final SdkClient S3 = SdkClient.of("s3", "us-east-1");

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

  /** What became of a body: all of its bytes, or why it was rejected. */
  private record Outcome(Optional<Fault> fault, List<Byte> whole) {
    static Outcome of(byte[] bytes) {
      Byte[] boxed = new Byte[bytes.length];
      Arrays.setAll(boxed, i -> bytes[i]);
      return new Outcome(Optional.empty(), List.of(boxed));
    }

    static Outcome of(BodyRejectedException rejection) {
      return new Outcome(Optional.of(rejection.refusal().fault()), List.of());
    }
  }

  private static Outcome readPlainly(BodyVerifier verifier, boolean decoded, byte[] wire) {
    ByteArrayInputStream in = new ByteArrayInputStream(wire);
    try {
      return Outcome.of((decoded ? verifier.decoded(in) : verifier.passThrough(in)).readAllBytes());
    } catch (BodyRejectedException e) {
      return Outcome.of(e);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** Cuts a body as it is told and sends a buffer for each that it is asked for. */
  private static final class Cut implements Flow.Publisher<ByteBuffer>, Flow.Subscription {
    private final ByteBuffer wire;
    private final ArrayDeque<Integer> cuts;

    @SuppressWarnings("NullAway.Init") // Set when somebody subscribes.
    private Flow.Subscriber<? super ByteBuffer> to;

    private int outstanding;
    private int most;
    private boolean ended;
    private boolean cancelled;

    Cut(byte[] wire, List<Integer> cuts) {
      this.wire = ByteBuffer.wrap(wire);
      this.cuts = new ArrayDeque<>(cuts);
    }

    @Override
    public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
      to = subscriber;
      subscriber.onSubscribe(this);
      endIfSo();
    }

    @Override
    public void request(long count) {
      outstanding += (int) count;
      most = Math.max(most, outstanding);
      while (outstanding > 0 && wire.hasRemaining() && !cancelled) {
        outstanding--;
        int length = Math.min(wire.remaining(), cuts.isEmpty() ? 1 << 14 : cuts.removeFirst());
        ByteBuffer next = wire.slice().limit(length);
        wire.position(wire.position() + length);
        to.onNext(next);
      }
      endIfSo();
    }

    private void endIfSo() {
      if (!wire.hasRemaining() && !ended && !cancelled) {
        ended = true;
        to.onComplete();
      }
    }

    @Override
    public void cancel() {
      cancelled = true;
    }
  }

  /** Asks as it is told, and keeps what it got. */
  private static class Asking implements Flow.Subscriber<ByteBuffer> {
    final ByteArrayOutputStream got = new ByteArrayOutputStream();
    final ArrayDeque<Integer> asks;

    @SuppressWarnings("NullAway.Init") // Set when it is subscribed.
    Flow.Subscription from;

    long left;
    int ends;
    Optional<Throwable> failure = Optional.empty();

    Asking(List<Integer> asks) {
      this.asks = new ArrayDeque<>(asks);
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      from = subscription;
    }

    void ask() {
      int count = asks.isEmpty() ? 1 : asks.removeFirst();
      left += count;
      from.request(count);
    }

    @Override
    public void onNext(ByteBuffer buffer) {
      assertTrue(left > 0, "nothing comes unasked");
      assertEquals(0, ends, "nothing comes after the end");
      assertTrue(buffer.hasRemaining(), "no buffer is empty");
      left--;
      byte[] bytes = new byte[buffer.remaining()];
      buffer.get(bytes);
      got.writeBytes(bytes);
      if (left == 0 && asks.size() % 2 == 1) {
        ask();
      }
    }

    @Override
    public void onError(Throwable error) {
      ends++;
      failure = Optional.of(error);
    }

    @Override
    public void onComplete() {
      ends++;
    }

    Outcome outcome() {
      return failure
          .map(error -> Outcome.of(assertInstanceOf(BodyRejectedException.class, error)))
          .orElseGet(() -> Outcome.of(got.toByteArray()));
    }
  }

  @Property(tries = 400)
  void comesOutAsIfItWereRead(
      @ForAll Form form,
      @ForAll("bodies") byte[] body,
      @ForAll boolean decoded,
      @ForAll boolean whole,
      @ForAll @IntRange(max = 1 << 30) int bit,
      @ForAll @Size(max = 40) List<@IntRange(min = 1, max = 3_000) Integer> cuts,
      @ForAll @Size(max = 8) List<@IntRange(min = 1, max = 5) Integer> asks) {
    SdkClient.Sent sent = send(form, body);
    byte[] wire = sent.body().bytes();
    if (bit % 3 == 0 && wire.length > 0) {
      wire[bit / 8 % wire.length] ^= (byte) (1 << (bit % 8));
    } else if (bit % 3 == 1) {
      wire = Arrays.copyOf(wire, bit % (wire.length + 1));
    }
    BodyVerifier verifier = sent.verify().body();
    if (whole) {
      verifier = verifier.wholeFirst(100_000);
    }
    Cut source = new Cut(wire, cuts);
    Asking reader = new Asking(asks);
    (decoded ? verifier.decoded(source) : verifier.passThrough(source)).subscribe(reader);
    for (int i = 0; reader.ends == 0 && i <= 2 * wire.length + 10; i++) {
      reader.ask();
    }
    Outcome expected = readPlainly(verifier, decoded, wire);
    assertEquals(expected, reader.outcome());
    assertEquals(1, reader.ends, "it ends once");
    assertTrue(source.most <= 1, "it is asked for one buffer at a time");
    assertTrue(source.ended || source.cancelled, "its source is let go");
    if (expected.fault().isPresent() && bit % 3 != 1) {
      int length = decoded ? body.length : wire.length;
      assertTrue(length == 0 || reader.got.size() < length, "the last data is held back");
    }
    if (expected.fault().isPresent() && whole) {
      assertEquals(0, reader.got.size());
    }
  }

  /** Of two faults the first counts, in whatever pieces both come: one of each byte here. */
  @Example
  void aBodyThatIsTooLongAndThenMalformedIsTooLong() {
    comesOutAsIfItWereRead(
        Form.SIGNED_CHUNKS, bytes(130_983), true, true, 1_048_584, List.of(1), List.of());
  }

  /** The plain way of reading chunks finds the same data and the same fault in the same wire. */
  @Property(tries = 400)
  void chunksAreReadAsThePlainWayReadsThem(
      @ForAll boolean isSigned,
      @ForAll("bodies") byte[] body,
      @ForAll @IntRange(max = 1 << 30) int at,
      @ForAll("odd") byte[] odd,
      @ForAll @Size(max = 40) List<@IntRange(min = 1, max = 3_000) Integer> cuts) {
    SdkClient.Sent sent = send(isSigned ? Form.SIGNED_CHUNKS : Form.UNSIGNED_CHUNKS, body);
    byte[] wire = sent.body().bytes();
    int place =
        (at % 2 == 0
            ? wire.length - 1 - at / 2 % Math.min(200, wire.length)
            : at / 2 % Math.min(200, wire.length));
    System.arraycopy(odd, 0, wire, place, Math.min(odd.length, wire.length - place));
    Version4Claim claim =
        (Version4Claim) ((SignedRequest) AwsExamples.VERIFIER.parse(sent.head())).claim();
    ChunkedForm form = ChunkedForm.of(sent.head(), claim.payload().mode());
    Optional<ChunkSignatures> chain =
        isSigned
            ? Optional.of(
                new ChunkSignatures(
                    new SigningKey(
                        new DayKey(AwsExamples.SECRET, claim.credential().scope()),
                        claim.signedAt()),
                    claim.signature()))
            : Optional.empty();
    assertEquals(
        plainly(new PlainChunkedBody(new ByteArrayInputStream(wire), form, chain)),
        readPlainly(sent.verify().body(), true, wire));
    Asking reader = new Asking(List.of());
    sent.verify().body().decoded(new Cut(wire, cuts)).subscribe(reader);
    reader.left = Long.MAX_VALUE;
    reader.from.request(Long.MAX_VALUE);
    assertEquals(readPlainly(sent.verify().body(), true, wire), reader.outcome());
  }

  private static Outcome plainly(PlainChunkedBody plain) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    try {
      for (Optional<Frame> next = plain.next(); next.isPresent(); next = plain.next()) {
        next.get().decoded().forEach(all::writeBytes);
      }
      return Outcome.of(all.toByteArray());
    } catch (BodyRejectedException e) {
      return Outcome.of(e);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static BodyVerifier verifier(byte[] body) {
    return send(Form.HASHED, body).verify().body();
  }

  private static byte[] bytes(int size) {
    byte[] body = new byte[size];
    Arrays.fill(body, (byte) size);
    return body;
  }

  @Example
  void rule1_9_nobodyIsNoSubscriber() {
    Flow.Publisher<ByteBuffer> published =
        verifier(bytes(10)).decoded(new Cut(bytes(10), List.of()));
    assertThrows(NullPointerException.class, () -> published.subscribe(null));
  }

  @Example
  void rule1_9_aSecondSubscriberIsToldThatABodyIsReadOnce() {
    Flow.Publisher<ByteBuffer> published =
        verifier(bytes(10)).decoded(new Cut(bytes(10), List.of()));
    published.subscribe(new Asking(List.of()));
    Asking second = new Asking(List.of());
    published.subscribe(second);
    assertInstanceOf(IllegalStateException.class, second.failure.orElseThrow());
    second.from.request(1);
    second.from.cancel();
    assertEquals(1, second.ends);
  }

  @Example
  void rule3_9_whoAsksForNothingIsToldSo() {
    for (long count : new long[] {0, -1, Long.MIN_VALUE}) {
      Cut source = new Cut(bytes(10), List.of());
      Asking reader = new Asking(List.of());
      verifier(bytes(10)).decoded(source).subscribe(reader);
      reader.from.request(count);
      assertInstanceOf(IllegalArgumentException.class, reader.failure.orElseThrow());
      assertTrue(source.cancelled);
      reader.from.request(1);
      assertEquals(1, reader.ends);
      assertEquals(0, reader.got.size());
    }
  }

  @Example
  void rule3_9_evenBeforeItsSourceIsThere() {
    Cut source = new Cut(bytes(10), List.of());
    Asking reader =
        new Asking(List.of()) {
          @Override
          public void onSubscribe(Flow.Subscription subscription) {
            subscription.request(0);
          }
        };
    verifier(bytes(10)).decoded(source).subscribe(reader);
    assertEquals(1, reader.ends);
    assertTrue(source.cancelled, "a source that comes later is let go");
  }

  @Example
  void rule3_17_whatIsAskedForAddsUpWithoutAnEnd() {
    Cut source = new Cut(bytes(10), List.of(1, 1, 1));
    Asking reader = new Asking(List.of());
    verifier(bytes(10)).decoded(source).subscribe(reader);
    reader.left = Long.MAX_VALUE;
    reader.from.request(Long.MAX_VALUE - 1);
    reader.from.request(Long.MAX_VALUE);
    assertEquals(10, reader.got.size());
    assertEquals(1, reader.ends);
    assertTrue(reader.failure.isEmpty());
  }

  @Example
  void rule3_5_whoCancelsGetsNothingAndItsSourceIsLetGo() {
    byte[] body = bytes(300_000);
    Cut source = new Cut(body, List.of());
    Asking reader =
        new Asking(List.of()) {
          @Override
          public void onNext(ByteBuffer buffer) {
            super.onNext(buffer);
            from.cancel();
          }
        };
    verifier(body).decoded(source).subscribe(reader);
    reader.left = Long.MAX_VALUE;
    reader.from.request(Long.MAX_VALUE);
    assertEquals(Frames.PIECE, reader.got.size());
    assertEquals(0, reader.ends);
    assertTrue(source.cancelled);
    assertTrue(source.wire.hasRemaining(), "the rest is not read");
  }

  @Example
  void rule2_5_aSecondSourceIsLetGo() {
    Cut[] sources = {new Cut(bytes(10), List.of()), new Cut(bytes(10), List.of())};
    Asking reader = new Asking(List.of());
    verifier(bytes(10))
        .decoded(
            subscriber -> {
              sources[0].subscribe(subscriber);
              subscriber.onSubscribe(sources[1]);
            })
        .subscribe(reader);
    assertTrue(sources[1].cancelled);
    reader.ask();
    assertEquals(10, reader.got.size());
  }

  @Example
  void rule2_13_nothingIsNoBufferAndNoFailure() {
    verifier(bytes(10))
        .decoded(
            subscriber -> {
              assertThrows(NullPointerException.class, () -> subscriber.onSubscribe(null));
              assertThrows(NullPointerException.class, () -> subscriber.onNext(null));
              assertThrows(NullPointerException.class, () -> subscriber.onError(null));
            })
        .subscribe(new Asking(List.of()));
  }

  @Example
  void aSourceThatSendsWhatWasNotAskedForIsLetGo() {
    Cut source = new Cut(new byte[0], List.of());
    source.ended = true;
    Asking reader = new Asking(List.of());
    verifier(bytes(10))
        .decoded(
            subscriber -> {
              source.subscribe(subscriber);
              subscriber.onNext(ByteBuffer.wrap(bytes(5)));
              subscriber.onNext(ByteBuffer.wrap(bytes(5)));
            })
        .subscribe(reader);
    assertInstanceOf(IllegalStateException.class, reader.failure.orElseThrow());
    assertTrue(source.cancelled);
  }

  @Example
  void aSourceThatFailsIsToldOf() {
    IOException gone = new IOException("gone");
    Asking reader = new Asking(List.of());
    verifier(bytes(10))
        .decoded(
            subscriber -> {
              subscriber.onSubscribe(new Cut(bytes(10), List.of()));
              subscriber.onError(gone);
            })
        .subscribe(reader);
    assertEquals(gone, reader.failure.orElseThrow());
    Asking other = new Asking(List.of());
    IllegalStateException broken = new IllegalStateException();
    verifier(bytes(10))
        .decoded(
            subscriber -> {
              throw broken;
            })
        .subscribe(other);
    assertEquals(broken, other.failure.orElseThrow());
  }

  @Example
  void nothingIsReadBeforeItIsAskedForAndNoMoreThanIsHeldBack() {
    byte[] body = bytes(1 << 20);
    Cut source = new Cut(body, List.of());
    Asking reader = new Asking(List.of());
    verifier(body).decoded(source).subscribe(reader);
    assertEquals(0, source.most);
    reader.ask();
    assertEquals(Frames.PIECE, reader.got.size());
    assertTrue(source.wire.position() <= 2 * Frames.PIECE + (1 << 14), "" + source.wire);
  }

  @Example
  void worksBetweenThreads() throws Exception {
    byte[] body = bytes(500_000);
    java.util.concurrent.CompletableFuture<byte[]> all =
        new java.util.concurrent.CompletableFuture<>();
    try (SubmissionPublisher<ByteBuffer> source = new SubmissionPublisher<>()) {
      verifier(body)
          .decoded(source)
          .subscribe(
              new Asking(List.of()) {
                @Override
                public void onSubscribe(Flow.Subscription subscription) {
                  super.onSubscribe(subscription);
                  left = Long.MAX_VALUE;
                  subscription.request(Long.MAX_VALUE);
                }

                @Override
                public void onComplete() {
                  all.complete(got.toByteArray());
                }

                @Override
                public void onError(Throwable error) {
                  all.completeExceptionally(error);
                }
              });
      for (int at = 0; at < body.length; at += 1_000) {
        source.submit(ByteBuffer.wrap(body, at, 1_000));
      }
    }
    assertArrayEquals(body, all.get(1, TimeUnit.MINUTES));
  }

  @Provide
  Arbitrary<byte[]> bodies() {
    return Arbitraries.oneOf(
        Arbitraries.bytes().array(byte[].class).ofMaxSize(40),
        Arbitraries.integers().between(60_000, 140_000).map(VerifiedPublisherProperties::bytes));
  }

  @Provide
  Arbitrary<byte[]> odd() {
    return Arbitraries.strings()
        .withChars("\r\n0123456789abcdef;=:-x ")
        .ofMaxLength(6)
        .map(text -> text.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
  }
}

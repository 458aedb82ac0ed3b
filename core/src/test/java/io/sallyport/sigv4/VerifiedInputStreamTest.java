package io.sallyport.sigv4;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.sallyport.error.MalformedRequestException;
import io.sallyport.http.RequestHead;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A body that nobody reads costs nothing, and one that is read is checked all the same. */
class VerifiedInputStreamTest {
  private static final byte[] BODY = "a body".getBytes(UTF_8);

  private final AtomicInteger begun = new AtomicInteger();

  /** Of which this was stated. */
  private VerifiedInputStream in(String hash) {
    return new VerifiedInputStream(
        new ByteArrayInputStream(BODY),
        () -> {
          begun.incrementAndGet();
          DigestCheck check = new DigestCheck(List.of(StatedDigest.ofHash(hash)));
          return new Verification(new WholeBody(check), Frame::asSent, Optional.empty());
        });
  }

  @Test
  void nothingIsBegunForABodyThatNobodyReads() throws IOException {
    try (VerifiedInputStream in = in(Digests.sha256Hex(BODY))) {
      assertEquals(0, in.available());
      assertEquals(0, in.read(new byte[8], 0, 0));
    }
    assertEquals(0, begun.get());
  }

  @Test
  void aBodyIsVerifiedByOneThatIsBegunOnce() throws IOException {
    try (VerifiedInputStream in = in(Digests.sha256Hex(BODY))) {
      assertEquals('a', in.read());
      assertArrayEquals(" body".getBytes(UTF_8), in.readAllBytes());
      assertEquals(-1, in.read());
    }
    assertEquals(1, begun.get());
  }

  @Test
  void aBodyThatIsNotWhatWasStatedStaysRejected() throws IOException {
    try (VerifiedInputStream in = in(Digests.EMPTY_SHA256)) {
      assertThrows(BodyRejectedException.class, in::read);
      assertThrows(BodyRejectedException.class, in::read);
    }
    assertEquals(1, begun.get());
  }

  /** A host may not read at all what is announced as empty. */
  @Test
  void whatCantBeOfAnEmptyBodyIsRefusedBeforeItIsRead() {
    RequestHead head =
        RequestHead.builder("PUT", "/bucket/key")
            .header("Content-Length", "0")
            .header("x-amz-content-sha256", Digests.sha256Hex(BODY))
            .build();
    assertThrows(MalformedRequestException.class, () -> BodyVerifier.anonymous(head));
  }
}

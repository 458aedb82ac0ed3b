package io.sallyport.servlet;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Proxy;
import org.junit.jupiter.api.Test;

@SuppressWarnings("InputStreamSlowMultibyteRead") // A byte is enough here.
class BeginningsTest {
  private static final byte[] COME = {1, 2, 3, 4};

  private final Beginnings beginnings = new Beginnings();

  private static Exchange sending(InputStream body) {
    return sending(body, -1);
  }

  private static Exchange sending(InputStream body, long announced) {
    HttpServletRequest request =
        (HttpServletRequest)
            Proxy.newProxyInstance(
                BeginningsTest.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (proxy, method, arguments) -> {
                  return switch (method.getName()) {
                    case "getInputStream" -> new Come(body);
                    case "getContentLengthLong" -> announced;
                    case "getHeader" -> null;
                    default -> throw new UnsupportedOperationException(method.getName());
                  };
                });
    return new Exchange(request, new SentAnswer().response());
  }

  /** What a container has already, it says. */
  private static final class Come extends ServletInputStream {
    private final InputStream body;

    Come(InputStream body) {
      this.body = body;
    }

    @Override
    public int read() throws IOException {
      return body.read();
    }

    @Override
    public int available() throws IOException {
      return body.available();
    }

    @Override
    public boolean isFinished() {
      return false;
    }

    @Override
    public boolean isReady() {
      return true;
    }

    @Override
    public void setReadListener(ReadListener listener) {
      throw new UnsupportedOperationException();
    }
  }

  private static BodyFault fault(Exception failure) {
    return BodyFault.Found.in(failure);
  }

  @Test
  void soMuchIsReadOrAllIfItIsLess() throws IOException {
    InputStream body = new ByteArrayInputStream(new byte[] {1, 2, 3});
    assertArrayEquals(new byte[] {1, 2}, beginnings.read(sending(body), 2));
    assertEquals(3, body.read(), "the rest is left");
    assertArrayEquals(
        new byte[] {1, 2},
        beginnings.read(sending(new ByteArrayInputStream(new byte[] {1, 2})), 9));
  }

  /** Each is read while the one before it is. */
  private final class Nested extends InputStream {
    private final int depth;

    Nested(int depth) {
      this.depth = depth;
    }

    @Override
    public int read() throws IOException {
      return depth == 1 ? 7 : beginnings.read(sending(new Nested(depth - 1)), 1)[0];
    }
  }

  @Test
  void sixteenAreReadAtOnce() throws IOException {
    for (int i = 0; i < 20; i++) {
      assertArrayEquals(new byte[] {7}, beginnings.read(sending(new Nested(16)), 1));
    }
    BodyFault.Found found =
        assertThrows(BodyFault.Found.class, () -> beginnings.read(sending(new Nested(17)), 1));
    assertEquals(BodyFault.NO_ROOM, fault(found));
    assertArrayEquals(new byte[] {7}, beginnings.read(sending(new Nested(16)), 1));
  }

  @Test
  void whatHasComeIsReadHoweverManyAreSilent() throws IOException {
    InputStream silent =
        new InputStream() {
          private int depth;

          @Override
          public int read() throws IOException {
            depth++;
            if (depth < 16) {
              return beginnings.read(sending(this), 1)[0];
            }
            assertEquals(
                BodyFault.NO_ROOM,
                fault(
                    assertThrows(
                        BodyFault.Found.class,
                        () -> beginnings.read(sending(new ByteArrayInputStream(COME), 5), 9))));
            assertArrayEquals(COME, beginnings.read(sending(new ByteArrayInputStream(COME), 4), 9));
            assertArrayEquals(
                new byte[] {1, 2}, beginnings.read(sending(new ByteArrayInputStream(COME), 99), 2));
            return 7;
          }
        };
    assertArrayEquals(new byte[] {7}, beginnings.read(sending(silent), 1));
  }

  @Test
  void noEndIsWaitedForBehindWhatHasCome() throws IOException {
    InputStream endless =
        new ByteArrayInputStream(COME) {
          @Override
          public synchronized int read() {
            int next = super.read();
            assertNotEquals(-1, next, "HTTP/2 may tell the end later than the last byte");
            return next;
          }
        };
    assertArrayEquals(COME, beginnings.read(sending(endless, 4), 9));
  }

  @Test
  void aClientThatIsGoneIsNoFaultOfOurs() throws IOException {
    InputStream gone =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("gone");
          }
        };
    for (int i = 0; i < 20; i++) {
      BodyFault.Found found =
          assertThrows(BodyFault.Found.class, () -> beginnings.read(sending(gone), 1));
      assertEquals(BodyFault.BROKEN_OFF, fault(found));
    }
    assertArrayEquals(new byte[] {7}, beginnings.read(sending(new Nested(16)), 1));
  }
}

package io.sallyport.servlet;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@SuppressWarnings("InputStreamSlowMultibyteRead") // A byte is enough here.
class BodiesTest {
  private static final int ENOUGH = 65;

  private final Bodies bodies = new Bodies(1 << 20);
  private final List<BodyFault> faults = new ArrayList<>();
  private final List<String> read = new ArrayList<>();

  private final Bodies.Receiver receiver =
      new Bodies.Receiver() {
        @Override
        public void whole(byte[] body) {
          read.add(new String(body, US_ASCII));
        }

        @Override
        public void refused(BodyFault fault) {
          faults.add(fault);
        }
      };

  /** Of a client that is gone: nothing can be completed any more. */
  private static HttpServletRequest asking(ServletInputStream body) {
    AsyncContext gone =
        (AsyncContext)
            Proxy.newProxyInstance(
                BodiesTest.class.getClassLoader(),
                new Class<?>[] {AsyncContext.class},
                (proxy, method, arguments) -> answer(method.getName()));
    return (HttpServletRequest)
        Proxy.newProxyInstance(
            BodiesTest.class.getClassLoader(),
            new Class<?>[] {HttpServletRequest.class},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "getContentLengthLong" -> 10L;
                  case "isAsyncSupported" -> true;
                  case "isAsyncStarted" -> false;
                  case "startAsync" -> gone;
                  case "getInputStream" -> body;
                  case "getHeader" -> null;
                  default -> throw new UnsupportedOperationException(method.getName());
                });
  }

  private static @Nullable Object answer(String method) {
    if (method.equals("complete")) {
      throw new IllegalStateException("completed before");
    }
    return null;
  }

  /** A body of which so much has come with the head. */
  private static final class Come extends ServletInputStream {
    private final ByteArrayInputStream bytes;
    private boolean isListenedTo;

    Come(int count) {
      bytes = new ByteArrayInputStream("0123456789".getBytes(US_ASCII), 0, count);
    }

    @Override
    public int available() {
      return bytes.available();
    }

    @Override
    public int read() throws IOException {
      if (bytes.available() == 0) {
        throw new IOException("a thread would wait");
      }
      return bytes.read();
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      if (bytes.available() == 0) {
        throw new IOException("a thread would wait");
      }
      return bytes.read(buffer, offset, length);
    }

    @Override
    public boolean isFinished() {
      return false;
    }

    @Override
    public boolean isReady() {
      return false;
    }

    @Override
    public void setReadListener(ReadListener listener) {
      isListenedTo = true;
    }
  }

  private static final class Silence extends ServletInputStream {
    @Override
    public int read() throws IOException {
      throw new IOException("it is read by a listener");
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      return read();
    }

    @Override
    public boolean isFinished() {
      return false;
    }

    @Override
    public boolean isReady() {
      return false;
    }

    @Override
    public void setReadListener(ReadListener listener) {}
  }

  @Test
  void whoeverMakesRoomHarmsNobodyElse() {
    for (int i = 0; i < ENOUGH; i++) {
      Exchange exchange = new Exchange(asking(new Silence()), new SentAnswer().response());
      assertDoesNotThrow(() -> bodies.readUnproven(exchange, 100, receiver));
    }
    assertEquals(List.of(BodyFault.NO_ROOM), faults);
  }

  @Test
  void aBodyThatCameWithItsHeadIsReadAtOnceAndNoThreadWaitsForOneThatDidNot() throws IOException {
    for (int count = 0; count <= 10; count++) {
      Come body = new Come(count);
      bodies.readUnproven(new Exchange(asking(body), new SentAnswer().response()), 100, receiver);
      assertEquals(count < 10, body.isListenedTo, () -> read.toString());
    }
    assertEquals(List.of("0123456789"), read);
  }
}

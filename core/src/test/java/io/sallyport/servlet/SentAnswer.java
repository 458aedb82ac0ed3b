package io.sallyport.servlet;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A response of a servlet container, as its client gets it. */
final class SentAnswer {
  private final ByteArrayOutputStream body = new ByteArrayOutputStream();
  private final Map<String, List<String>> headers = new TreeMap<>();
  private int status = 200;
  private boolean isFlushed;

  int status() {
    return status;
  }

  byte[] body() {
    return body.toByteArray();
  }

  /** By name in lower case. */
  Map<String, List<String>> headers() {
    return headers;
  }

  boolean isFlushed() {
    return isFlushed;
  }

  HttpServletResponse response() {
    return (HttpServletResponse)
        Proxy.newProxyInstance(
            SentAnswer.class.getClassLoader(),
            new Class<?>[] {HttpServletResponse.class},
            (proxy, method, arguments) -> answer(method.getName(), arguments));
  }

  private @Nullable Object answer(String method, Object[] arguments) {
    switch (method) {
      case "setStatus" -> status = (Integer) arguments[0];
      case "getStatus" -> {
        return status;
      }
      case "setHeader" -> header((String) arguments[0], arguments[1]);
      case "getHeader" -> {
        return String.join(
            ",", headers.getOrDefault(((String) arguments[0]).toLowerCase(Locale.ROOT), List.of()));
      }
      case "getHeaders" -> {
        return headers.getOrDefault(((String) arguments[0]).toLowerCase(Locale.ROOT), List.of());
      }
      case "getHeaderNames" -> {
        return List.copyOf(headers.keySet());
      }
      case "setContentType" -> header("content-type", arguments[0]);
      case "setContentLength", "setContentLengthLong" -> header("content-length", arguments[0]);
      case "isCommitted" -> {
        return isFlushed;
      }
      case "getCharacterEncoding" -> {
        return "UTF-8";
      }
      case "reset" -> {
        status = 200;
        headers.clear();
        body.reset();
      }
      case "flushBuffer" -> isFlushed = true;
      case "getOutputStream" -> {
        return new Output();
      }
      default -> throw new UnsupportedOperationException(method);
    }
    return null;
  }

  private void header(String name, Object value) {
    headers.put(name.toLowerCase(Locale.ROOT), List.of(value.toString()));
  }

  private final class Output extends ServletOutputStream {
    @Override
    public void write(int b) {
      body.write(b);
    }

    @Override
    public boolean isReady() {
      return true;
    }

    @Override
    public void setWriteListener(WriteListener listener) {
      throw new UnsupportedOperationException();
    }
  }
}

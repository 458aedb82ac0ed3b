package io.sallyport.storage.jdbc;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** A host's data source at its simplest: it lends connections again just as they came back. */
final class HostPool implements AutoCloseable {
  private final String url;
  private final Step prepare;
  private final Step lend;
  private final AtomicInteger made = new AtomicInteger();
  private final BlockingDeque<Connection> idle = new LinkedBlockingDeque<>();

  /** What the host does to each connection, once when it is made or whenever it is lent. */
  interface Step {
    void with(Connection connection) throws Exception;
  }

  HostPool(String url, Step prepare, Step lend) {
    this.url = url;
    this.prepare = prepare;
    this.lend = lend;
  }

  DataSource dataSource() {
    return proxy(
        DataSource.class,
        (method, arguments) -> {
          if (!method.getName().equals("getConnection")) {
            throw new UnsupportedOperationException(method.getName());
          }
          return lent();
        });
  }

  /** All connections ever made, once each has come back. */
  List<Connection> allBack() throws InterruptedException {
    List<Connection> back = new ArrayList<>();
    while (back.size() < made.get()) {
      Connection connection = idle.poll(20, TimeUnit.SECONDS);
      if (connection == null) {
        throw new AssertionError("only " + back.size() + " of " + made + " came back");
      }
      back.add(connection);
    }
    idle.addAll(back);
    return back;
  }

  @Override
  public void close() throws SQLException {
    for (Connection connection : idle) {
      connection.close();
    }
  }

  private Connection lent() throws Exception {
    Connection free = idle.pollFirst();
    Connection raw = free == null ? make() : free;
    lend.with(raw);
    return proxy(
        Connection.class,
        (method, arguments) -> {
          if (method.getName().equals("close")) {
            idle.addFirst(raw);
            return null;
          }
          try {
            return method.invoke(raw, arguments);
          } catch (InvocationTargetException e) {
            throw e.getCause();
          }
        });
  }

  private Connection make() throws Exception {
    Connection raw = DriverManager.getConnection(url);
    prepare.with(raw);
    made.incrementAndGet();
    return raw;
  }

  private interface Calls {
    @Nullable Object answer(Method method, Object @Nullable [] arguments) throws Throwable;
  }

  private static <T> T proxy(Class<T> type, Calls calls) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) -> calls.answer(method, arguments)));
  }
}

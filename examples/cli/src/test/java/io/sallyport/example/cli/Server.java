package io.sallyport.example.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.sallyport.Sallyport;
import io.sallyport.credential.AccessKey;
import io.sallyport.http.RequestHead;
import io.sallyport.identity.PolicyArn;
import io.sallyport.identity.UserName;
import io.sallyport.masterkey.MasterKey;
import io.sallyport.query.QueryResponse;
import io.sallyport.storage.memory.MemoryStore;
import io.sallyport.user.User;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** The endpoints of IAM and STS, in this process, and an administrator's key. */
final class Server implements AutoCloseable {
  private static final UserName ADMIN = new UserName("admin");

  private final Sallyport sallyport =
      Sallyport.builder().store(new MemoryStore()).masterKey(MasterKey.of(new byte[32])).build();
  private final HttpServer http;
  private final AccessKey key;

  Server() throws IOException {
    User unused = sallyport.users().create(ADMIN);
    sallyport.users().attachPolicy(ADMIN, new PolicyArn("arn:aws:iam::aws:policy/IAMFullAccess"));
    key = sallyport.users().createAccessKey(ADMIN);
    http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    http.createContext("/", this::answer);
    http.start();
  }

  private void answer(HttpExchange exchange) throws IOException {
    RequestHead.Builder head =
        RequestHead.builder(exchange.getRequestMethod(), exchange.getRequestURI().toString());
    exchange
        .getRequestHeaders()
        .forEach((name, values) -> values.forEach(value -> head.header(name, value)));
    QueryResponse answer =
        sallyport.query().handle(head.build(), exchange.getRequestBody().readAllBytes());
    byte[] body = answer.body().getBytes(UTF_8);
    exchange.sendResponseHeaders(answer.status(), body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  String url() {
    return "http://127.0.0.1:" + http.getAddress().getPort();
  }

  /** What calls it as the administrator. */
  Cli cli() {
    return as(key);
  }

  /** What calls it as somebody. */
  static Cli as(AccessKey key) {
    return Cli.alone()
        .with("AWS_ACCESS_KEY_ID", key.id().value())
        .with("AWS_SECRET_ACCESS_KEY", key.secret().reveal());
  }

  @Override
  public void close() {
    http.stop(0);
    sallyport.close();
  }
}

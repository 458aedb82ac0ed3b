package io.sallyport.example.quickstart;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.sallyport.Sallyport;
import io.sallyport.access.AccessAnswer;
import io.sallyport.access.AccessAnswer.Granted;
import io.sallyport.access.AccessAnswer.Refused;
import io.sallyport.error.InvalidInputException;
import io.sallyport.error.S3RequestException;
import io.sallyport.http.RequestHead;
import io.sallyport.query.QueryResponse;
import io.sallyport.s3.Servable;
import io.sallyport.sigv4.BodyRejectedException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** An S3 server with IAM and STS on the same port, of the JDK's own parts; objects in memory. */
final class PlainServer {
  /** What this server does of S3; what else a request says, such as a range, it doesn't do. */
  private static final Servable DOES = Servable.operations("GetObject", "PutObject");

  private final Sallyport sallyport;
  private final Map<String, byte[]> objects = new ConcurrentHashMap<>();

  private PlainServer(Sallyport sallyport) {
    this.sallyport = sallyport;
  }

  /** Starts to serve, to this machine only, on a port that is free. */
  static HttpServer start(Sallyport sallyport) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", new PlainServer(sallyport)::handle);
    // A thread each, since a silent client holds one; a host bounds them, and ends such clients.
    server.setExecutor(command -> new Thread(command, "request").start());
    server.start();
    return server;
  }

  private void handle(HttpExchange exchange) throws IOException {
    String id = UUID.randomUUID().toString();
    exchange.getResponseHeaders().set("x-amz-request-id", id);
    try (exchange) {
      // shown from here: door
      RequestHead head =
          RequestHead.builder(exchange.getRequestMethod(), exchange.getRequestURI().toString())
              .headers(exchange.getRequestHeaders())
              .remoteAddress(exchange.getRemoteAddress().getAddress().getHostAddress())
              .requestId(id) // as in your log: audit events have it too
              .build();
      InputStream body = new BufferedInputStream(exchange.getRequestBody());
      if (sallyport.query().accepts(head)) {
        QueryResponse answer = sallyport.query().handle(head, body);
        send(exchange, answer.status(), "text/xml", answer.body().getBytes(UTF_8));
        return;
      }
      AccessAnswer answer = sallyport.access().check(head, body).within(DOES, head);
      if (answer instanceof Granted granted) {
        serve(exchange, granted, granted.body().decoded(body));
      } else {
        refuse(exchange, (Refused) answer, id);
      }
      // shown to here: door
    } catch (BodyRejectedException e) { // it is not what was signed
      refuse(exchange, Refused.of(e.refusal()), id);
    } catch (InvalidInputException e) { // it is no HTTP
      refuse(exchange, Refused.of(e), id);
    }
  }

  /** Acts on what was decided on, and parses nothing again. */
  private void serve(HttpExchange exchange, Granted granted, InputStream body) throws IOException {
    String name = granted.request().bucket().orElse("") + "/" + granted.request().key().orElse("");
    if (granted.request().operation().equals("PutObject")) {
      objects.put(name, body.readAllBytes());
      send(exchange, 200, "application/xml", new byte[0]);
      return;
    }
    byte[] object = objects.get(name);
    if (object == null) { // who may not list the bucket isn't told that it is missing
      Refused missing = Refused.of(S3RequestException.noSuchKey());
      String id = exchange.getResponseHeaders().getFirst("x-amz-request-id");
      refuse(exchange, granted.missingKey().orElse(missing), id);
    } else {
      send(exchange, 200, "application/octet-stream", object);
    }
  }

  private static void refuse(HttpExchange exchange, Refused refused, String id) throws IOException {
    String target = exchange.getRequestURI().toString(); // as it came, unlike its path
    String xml = refused.toXml(target.split("\\?", 2)[0], id);
    send(exchange, refused.httpStatus(), "application/xml", xml.getBytes(UTF_8));
  }

  private static void send(HttpExchange exchange, int status, String type, byte[] body)
      throws IOException {
    boolean isHead = exchange.getRequestMethod().equals("HEAD");
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.sendResponseHeaders(status, isHead || body.length == 0 ? -1 : body.length);
    if (!isHead) {
      try (OutputStream out = exchange.getResponseBody()) {
        out.write(body);
      }
    }
  }
}

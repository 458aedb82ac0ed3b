package io.sallyport.example.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sallyport.Sallyport;
import io.sallyport.account.View;
import io.sallyport.error.AwsService;
import io.sallyport.query.QueryResponse;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/** A running server, spoken to as AWS's clients do. */
final class EndpointPlace implements Place {
  private final URI endpoint;
  private final Signer signer;
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(10))
          .build();

  private EndpointPlace(URI endpoint, Signer signer) {
    this.endpoint = endpoint;
    this.signer = signer;
  }

  /**
   * The server at a URL.
   *
   * @param variable what the environment has of a name
   */
  static EndpointPlace of(String url, Function<String, Optional<String>> variable) {
    Function<String, Optional<String>> visible =
        name -> variable.apply(name).map(value -> visible(name, value));
    return new EndpointPlace(
        parse(url),
        new Signer(
            required(visible, "AWS_ACCESS_KEY_ID"),
            required(visible, "AWS_SECRET_ACCESS_KEY"),
            visible.apply("AWS_SESSION_TOKEN"),
            visible
                .apply("AWS_REGION")
                .or(() -> visible.apply("AWS_DEFAULT_REGION"))
                .orElse("us-east-1"),
            Clock.systemUTC()));
  }

  private static String required(Function<String, Optional<String>> variable, String name) {
    return variable
        .apply(name)
        .orElseThrow(() -> new Misuse("--endpoint needs " + name + " in the environment"));
  }

  /** What a header can hold; it is never said what the value is. */
  private static String visible(String name, String value) {
    if (!value.chars().allMatch(c -> c > ' ' && c < 0x7F)) {
      throw new Misuse(name + " has a character that is not visible ASCII");
    }
    return value;
  }

  private static URI parse(String url) {
    try {
      URI uri = URI.create(url);
      if (uri.getHost() != null
          && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))
          && (uri.getRawPath().isEmpty() || uri.getRawPath().equals("/"))
          && uri.getRawQuery() == null
          && uri.getRawUserInfo() == null) {
        return uri.resolve("/");
      }
    } catch (IllegalArgumentException e) {
      throw notAnEndpoint(url);
    }
    throw notAnEndpoint(url);
  }

  private static Misuse notAnEndpoint(String url) {
    return new Misuse("--endpoint is http://HOST:PORT or https://HOST:PORT, not '" + url + "'");
  }

  /** As the client sends it: it leaves out a port that goes without saying. */
  private String host() {
    int usual = endpoint.getScheme().equals("https") ? 443 : 80;
    int port = endpoint.getPort();
    return port < 0 || port == usual ? endpoint.getHost() : endpoint.getHost() + ":" + port;
  }

  @Override
  public QueryResponse send(AwsService service, String form) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(endpoint)
            .timeout(Duration.ofSeconds(60))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(form));
    signer.headers(host(), service, form).forEach(request::header);
    try {
      HttpResponse<String> answer =
          client.send(request.build(), HttpResponse.BodyHandlers.ofString(UTF_8));
      String requestId = answer.headers().firstValue("x-amzn-RequestId").orElse("");
      return new QueryResponse(answer.statusCode(), requestId, answer.body());
    } catch (ConnectException e) {
      throw new Failure("no connection to " + endpoint, e);
    } catch (HttpTimeoutException e) {
      throw new Failure(endpoint + " doesn't answer", e);
    } catch (IOException e) {
      throw new Failure(endpoint + ": " + Reasons.of(e), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Failure("interrupted", e);
    }
  }

  @Override
  public Optional<View> view() {
    return Optional.empty();
  }

  @Override
  public Optional<Sallyport> installation() {
    return Optional.empty();
  }

  @Override
  public void close() {
    // A client of HTTP has nothing to close on a JDK 17.
  }
}

package io.sallyport.example.quickstart;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.sallyport.masterkey.MasterKey;
import io.sallyport.masterkey.MasterKeyException;
import io.sallyport.masterkey.MasterKeyUnavailableException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * A master key in a key service, which never gives it out: the transit engine of OpenBao or Vault
 * (1.12 or later; a key of type {@code aes256-gcm96}, and tokens that may {@code update} its {@code
 * encrypt} and {@code decrypt}). Of another service other things are sent; what has to be told
 * apart is the same. Thread-safe.
 *
 * @see <a href="https://openbao.org/api-docs/secret/transit/">Transit's API</a>
 */
final class TransitMasterKey implements MasterKey {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient client = HttpClient.newHttpClient();
  private final URI engine;
  private final String key;
  private final Supplier<String> token;
  private final Duration timeout;

  /**
   * A key of a transit engine.
   *
   * @param engine such as {@code https://vault.example.com:8200/v1/transit/}
   * @param token what to call it with, asked for at each call, since tokens end and are renewed
   * @param timeout how long a call may take, to its last byte
   */
  TransitMasterKey(URI engine, String key, Supplier<String> token, Duration timeout) {
    this.engine = engine;
    this.key = key;
    this.token = token;
    this.timeout = timeout;
  }

  @Override
  public byte[] wrap(byte[] plain, byte[] context) {
    return call("encrypt", "plaintext", base64(plain), context, "ciphertext")
        .orElseThrow(() -> new MasterKeyException("the key service refuses to wrap by " + key))
        .getBytes(UTF_8);
  }

  @Override
  public Optional<byte[]> unwrap(byte[] wrapped, byte[] context) {
    return call("decrypt", "ciphertext", new String(wrapped, UTF_8), context, "plaintext")
        .map(Base64.getDecoder()::decode);
  }

  /** What the service answers; empty if it says that it can't be done to what it was given. */
  private Optional<String> call(
      String what, String name, String value, byte[] context, String answer) {
    try {
      String body =
          JSON.writeValueAsString(Map.of(name, value, "associated_data", base64(context)));
      HttpRequest request =
          HttpRequest.newBuilder(engine.resolve(what + "/" + key))
              .header("X-Vault-Token", token.get())
              .POST(BodyPublishers.ofString(body))
              .build();
      HttpResponse<String> response =
          client
              .sendAsync(request, BodyHandlers.ofString())
              .orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
              .get();
      return switch (response.statusCode()) {
        case 200 -> Optional.of(JSON.readTree(response.body()).at("/data/" + answer).asText());
        case 400 -> Optional.empty(); // Wrapped by another key or for something else, or changed.
        case 401, 403 ->
            throw new MasterKeyException(
                "the key service doesn't allow it: it answers " + response.statusCode());
        default ->
            // Never the body: who knows what is in it.
            throw new MasterKeyUnavailableException(
                "the key service answers " + response.statusCode());
      };
    } catch (ExecutionException e) {
      throw new MasterKeyUnavailableException(
          e.getCause() instanceof TimeoutException
              ? "the key service takes longer than " + timeout
              : "the key service can't be asked",
          e);
    } catch (IOException e) {
      throw new MasterKeyUnavailableException("the key service can't be understood", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new MasterKeyUnavailableException("the key service was not waited for", e);
    }
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}

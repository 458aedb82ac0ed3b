package io.sallyport.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.sallyport.Sallyport;
import io.sallyport.access.AccessAnswer;
import io.sallyport.credential.AccessKey;
import io.sallyport.credential.AccessKeyId;
import io.sallyport.credential.SecretKey;
import io.sallyport.http.RequestHead;
import io.sallyport.masterkey.MasterKey;
import io.sallyport.storage.memory.MemoryStore;
import io.sallyport.testing.ClientSigner;
import io.sallyport.testing.SettableClock;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RefusalsTest {
  private final SettableClock clock = new SettableClock();
  private final ClientSigner client =
      ClientSigner.of(new AccessKey(new AccessKeyId("ANYBODY"), SecretKey.of("x")), clock);

  private Sallyport failingWith(Throwable failure) {
    return Sallyport.builder()
        .store(new MemoryStore())
        .masterKey(MasterKey.of(new byte[MasterKey.LENGTH]))
        .clock(clock)
        .principalDirectory(
            id -> {
              throw unchecked(failure);
            })
        .build();
  }

  private static RuntimeException unchecked(Throwable failure) {
    if (failure instanceof Error error) {
      throw error;
    }
    return (RuntimeException) failure;
  }

  static Stream<Throwable> failures() {
    return Stream.of(
        new OutOfMemoryError(),
        new StackOverflowError(),
        new NoClassDefFoundError(),
        new IllegalStateException());
  }

  @ParameterizedTest
  @MethodSource("failures")
  void whatFailsIsRefusedAsUnavailable(Throwable failure) {
    try (Sallyport sallyport = failingWith(failure)) {
      AccessAnswer.Refused refused =
          assertInstanceOf(
              AccessAnswer.Refused.class,
              sallyport.access().check(client.s3("GET", "/my-bucket/a")));
      assertEquals(503, refused.error().httpStatus());
      RequestHead call = client.form("iam", "Action=ListRoles");
      assertEquals(503, sallyport.query().refusal(call).orElseThrow().status());
      assertEquals(503, sallyport.query().handle(call, new byte[0]).status());
    }
  }
}

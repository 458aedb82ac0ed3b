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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RefusalsTest {
  private final SettableClock clock = new SettableClock();
  private final ClientSigner client =
      ClientSigner.of(new AccessKey(new AccessKeyId("ANYBODY"), SecretKey.of("x")), clock);

  private Sallyport failingWith(Class<? extends Throwable> failure) {
    return Sallyport.builder()
        .store(new MemoryStore())
        .masterKey(MasterKey.of(new byte[MasterKey.LENGTH]))
        .clock(clock)
        .principals(
            id -> {
              throw thrown(failure);
            })
        .build();
  }

  private static RuntimeException thrown(Class<? extends Throwable> failure) {
    try {
      Throwable thrown = failure.getConstructor().newInstance();
      if (thrown instanceof Error error) {
        throw error;
      }
      return (RuntimeException) thrown;
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("no failure to throw", e);
    }
  }

  @ParameterizedTest
  @ValueSource(
      classes = {
        OutOfMemoryError.class,
        StackOverflowError.class,
        NoClassDefFoundError.class,
        IllegalStateException.class
      })
  void whatFailsIsRefusedAsUnavailable(Class<? extends Throwable> failure) {
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

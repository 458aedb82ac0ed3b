package io.sallyport.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.sallyport.Sallyport;
import io.sallyport.SallyportBuilder;
import io.sallyport.http.RequestHead;
import io.sallyport.masterkey.MasterKey;
import io.sallyport.storage.memory.MemoryStore;
import io.sallyport.testing.Installation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * An installation that follows its store, so that what it was asked before may count; and strangers
 * that open the same store, each asked once.
 */
final class Followed implements AutoCloseable {
  static final Duration PATIENCE = Duration.ofSeconds(60);

  private final MemoryStore store = new MemoryStore();
  private final List<Sallyport> strangers = new ArrayList<>();
  final Installation installation;

  Followed(UnaryOperator<SallyportBuilder> more) {
    installation = new Installation(store, more);
    assertTimeoutPreemptively(PATIENCE, this::follow);
  }

  private void follow() {
    while (!installation.sallyport.health().isFresh()) {
      boolean unused = installation.mayRead(Installation.TESTER2); // Begins to follow the store.
    }
  }

  Sallyport sallyport() {
    return installation.sallyport;
  }

  /** Each more than once: the last answer is by what the first may have kept. */
  void assertAnsweredAsByAStranger(List<RequestHead> requests) {
    Sallyport stranger =
        Sallyport.builder()
            .store(store)
            .masterKey(MasterKey.of(new byte[MasterKey.LENGTH]))
            .clock(installation.clock)
            .build();
    strangers.add(stranger);
    for (RequestHead request : requests) {
      String expected = answer(stranger, request);
      for (int i = 0; i < 3; i++) {
        assertEquals(expected, answer(request));
      }
    }
  }

  String answer(RequestHead request) {
    return answer(sallyport(), request);
  }

  private static String answer(Sallyport sallyport, RequestHead request) {
    return sallyport.access().check(request) instanceof AccessAnswer.Refused refused
        ? refused.code() + " " + refused.error().why()
        : "granted";
  }

  /** All at the end: the first takes the store along. */
  @Override
  public void close() {
    strangers.forEach(Sallyport::close);
    installation.close();
  }
}

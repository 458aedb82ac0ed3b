package io.sallyport.document;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.sallyport.error.UnavailableException;
import io.sallyport.identity.PageRequest;
import io.sallyport.storage.CommitResult;
import io.sallyport.storage.IamStore;
import io.sallyport.storage.memory.MemoryStore;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Stores that fail as no store may. */
class AskedStoreTest {
  private final IamStore store = new MemoryStore();
  private Optional<Failure> failure = Optional.empty();

  /** Whether a commit is made before the store fails. */
  private boolean isMade;

  private final Documents documents =
      new Documents(failing(), Clock.systemUTC(), Duration.ofSeconds(30), Freshness.unwatched());
  private final Table<List<String>> things = documents.table(new Things(), "things");

  private enum Failure {
    NULL,
    EXCEPTION,
    ERROR;

    @Nullable Object answer() {
      return switch (this) {
        case NULL -> null;
        case EXCEPTION -> throw new IllegalStateException("no connection");
        case ERROR -> throw new NoClassDefFoundError("a driver's");
      };
    }
  }

  private IamStore failing() {
    return (IamStore)
        Proxy.newProxyInstance(
            IamStore.class.getClassLoader(),
            new Class<?>[] {IamStore.class},
            (self, method, arguments) -> {
              boolean fails = failure.isPresent() && !method.getName().equals("watch");
              if (fails && !(isMade && method.getReturnType() == CommitResult.class)) {
                return failure.get().answer();
              }
              Object answer;
              try {
                answer = method.invoke(store, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
              if (!fails) {
                return answer;
              }
              Failure failed = failure.get();
              failure = Optional.empty();
              return failed.answer();
            });
  }

  @AfterEach
  void close() {
    documents.close();
    store.close();
  }

  @ParameterizedTest
  @EnumSource
  void whateverItThrowsItCannotBeAsked(Failure how) {
    documents.change("a", change -> change.put(things, List.of("one"), "a"));
    failure = Optional.of(how);
    assertThrows(UnavailableException.class, () -> things.get("b"));
    assertThrows(UnavailableException.class, () -> things.list(PageRequest.FIRST));
    assertThrows(
        UnavailableException.class,
        () -> documents.change("a", change -> change.put(things, List.of("two"), "a")));
    failure = Optional.empty();
    assertEquals(Optional.of(List.of("one")), things.get("a"));
  }

  @ParameterizedTest
  @EnumSource
  void aCommitThatItFailsAfterIsFoundToBeMade(Failure how) {
    isMade = true;
    documents.change(
        "a",
        change -> {
          change.put(things, List.of("one"), "a");
          failure = Optional.of(how);
        });
    assertEquals(Optional.of(List.of("one")), things.get("a"));
  }
}

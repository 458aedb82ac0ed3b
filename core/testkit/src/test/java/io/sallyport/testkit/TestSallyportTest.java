package io.sallyport.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.sallyport.access.AccessAnswer;
import io.sallyport.credential.AccessKey;
import io.sallyport.http.RequestHead;
import io.sallyport.identity.AccountId;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class TestSallyportTest {
  private static final String READ =
      """
      {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:GetObject",
       "Resource":"arn:aws:s3:::photos/*"}}\
      """;

  private static String answer(TestSallyport test, RequestHead request) {
    return test.sallyport()
        .access()
        .check(request)
        .fold(granted -> "granted", AccessAnswer.Refused::code);
  }

  @Test
  void aUserMayDoWhatItsPolicySays() {
    try (TestSallyport test = TestSallyport.inMemory()) {
      AccessKey alice = test.user("alice", READ);
      assertEquals("granted", answer(test, test.signer(alice).sign("GET", "/photos/1.jpg")));
      assertEquals("AccessDenied", answer(test, test.signer(alice).sign("GET", "/other/1.jpg")));
    }
  }

  @Test
  void itGoesByItsClock() {
    try (TestSallyport test = TestSallyport.inMemory()) {
      AccessKey alice = test.user("alice", READ);
      RequestHead request = test.signer(alice).sign("GET", "/photos/1.jpg");
      test.clock().advance(Duration.ofMinutes(16));
      assertEquals("RequestTimeTooSkewed", answer(test, request));
      test.clock().set(Instant.parse("2026-03-01T12:00:00Z"));
      assertEquals("granted", answer(test, request));
    }
  }

  @Test
  void itIsToldMore() {
    AccountId account = new AccountId("111122223333");
    try (TestSallyport test = TestSallyport.inMemory(builder -> builder.defaultAccount(account))) {
      AccessKey key = test.sallyport().account().createAccessKey();
      assertEquals("granted", answer(test, test.signer(key).sign("GET", "/photos/1.jpg")));
    }
  }

  @Test
  void aClockIsInUtcAlone() {
    SettableClock clock = new SettableClock(Instant.EPOCH);
    assertEquals(Instant.EPOCH, clock.instant());
    assertThrows(
        UnsupportedOperationException.class, () -> clock.withZone(ZoneId.of("Europe/Berlin")));
  }
}

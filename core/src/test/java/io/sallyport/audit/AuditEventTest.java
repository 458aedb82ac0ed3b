package io.sallyport.audit;

import static io.sallyport.testing.Installation.POLICY;
import static io.sallyport.testing.Installation.TESTER2;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.access.AccessAnswer;
import io.sallyport.testing.ClientSigner;
import io.sallyport.testing.Installation;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AuditEventTest {

  /** A line of a log that a caller could end would let it write the next one. */
  @Test
  void whatACallerChoseStaysInItsLine() {
    try (Installation installation = new Installation()) {
      installation.sallyport.users().putPolicy(TESTER2, POLICY, Installation.ALL_OF_S3);
      List<ClientSigner> callers =
          List.of(
              ClientSigner.of(installation.key1, installation.clock),
              ClientSigner.of(installation.key2, installation.clock));
      for (ClientSigner caller : callers) {
        AccessAnswer answer =
            installation
                .sallyport
                .access()
                .check(caller.s3("GET", "/bucket/a%0D%0Aforged%E2%80%AE%C2%85", Map.of()));
        if (answer instanceof AccessAnswer.Refused refused) {
          assertOneLine(refused.toString());
          assertOneLine(refused.error().getMessage());
        }
      }
      assertEquals(2, installation.events.size());
      for (AuditEvent event : installation.events) {
        assertOneLine(event.toString());
        assertTrue(event.toString().contains("a\\u000d\\u000aforged"), event.toString());
      }
    }
  }

  private static void assertOneLine(String text) {
    assertFalse(text.chars().anyMatch(c -> c < ' ' || c == 0x85 || c == 0x202E), text);
  }
}

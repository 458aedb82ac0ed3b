package io.sallyport.sigv4;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.error.IamException;
import io.sallyport.http.RequestHead;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** No bit of a signed request can change and still mean something else. */
class BitFlipTest {
  private static final String SIGNATURE =
      "aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404";

  @Test
  void anyBitOfASignedHeadMatters() {
    flipAll(AwsExamples.putObject().build());
  }

  @Test
  void anyBitOfAPresignedUrlMatters() {
    flipAll(AwsExamples.presigned(SIGNATURE).build());
  }

  private static void flipAll(RequestHead head) {
    String target = head.rawPath() + (head.rawQuery().isEmpty() ? "" : "?" + head.rawQuery());
    int accepted = 0;
    for (int i = 0; i < target.length() * 8; i++) {
      accepted += accepts(head, copy(head, flip(target, i), "", ""));
    }
    for (String name : head.headerNames()) {
      String value = head.header(name).orElseThrow();
      for (int i = 0; i < value.length() * 8; i++) {
        accepted += accepts(head, copy(head, target, name, flip(value, i)));
      }
    }
    // The hex digits of an escape have two cases; nothing else may be written in two ways.
    assertTrue(accepted <= 4, accepted + " accepted");
  }

  /** 1 if the changed request is accepted, which it may be only if it means the same. */
  private static int accepts(RequestHead before, Changed changed) {
    RequestHead head;
    try {
      head = changed.build();
      IncomingRequest parsed = AwsExamples.VERIFIER.parse(head);
      // Another key has another secret, and no signature makes it a request of nobody.
      if (!(parsed instanceof SignedRequest signed)
          || !signed.accessKeyId().value().equals("AKIAIOSFODNN7EXAMPLE")) {
        return 0;
      }
      AwsExamples.VERIFIER.verify(signed, AwsExamples.SECRET);
    } catch (IamException e) {
      return 0;
    }
    assertEquals(before.path(), head.path());
    assertEquals(before.query(), head.query());
    Set<String> names = new TreeSet<>(before.headerNames());
    names.forEach(name -> assertEquals(before.headers(name), head.headers(name)));
    return 1;
  }

  private interface Changed {
    RequestHead build();
  }

  private static Changed copy(RequestHead head, String target, String name, String value) {
    return () -> {
      RequestHead.Builder copy = RequestHead.builder(head.method(), target);
      for (String each : head.headerNames()) {
        copy.header(each, each.equals(name) ? value : head.header(each).orElseThrow());
      }
      return copy.build();
    };
  }

  private static String flip(String text, int bit) {
    StringBuilder flipped = new StringBuilder(text);
    int at = bit / 8;
    flipped.setCharAt(at, (char) (flipped.charAt(at) ^ (1 << (bit % 8))));
    return flipped.toString();
  }
}

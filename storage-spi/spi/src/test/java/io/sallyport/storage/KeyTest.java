package io.sallyport.storage;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class KeyTest {

  @Test
  void hostileSegmentsStayThemselves() {
    for (String hostile :
        List.of(
            "", "a/b", "..", "../x", "\0", "a\0", "\0\u00ff", "😀", "Ω", "%00", "x".repeat(512))) {
      Key key = Key.of("role", hostile, "end");
      assertEquals(List.of("role", hostile, "end"), Key.decode(key.encoded()).segments());
    }
  }

  @Test
  void noSegmentCanBeForgedFromAnother() {
    assertNotEquals(Key.of("a", "b"), Key.of("a/b"));
    assertNotEquals(Key.of("a", "b"), Key.of("a\0b"));
    assertNotEquals(Key.of("a", "", "b"), Key.of("a", "b"));
    assertNotEquals(Key.of("a", ""), Key.of("a"));
    assertNotEquals(Key.of("A"), Key.of("a"));
  }

  @Test
  void textThatIsNotUnicodeIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> Key.of("role", "\ud83d"));
    assertThrows(IllegalArgumentException.class, () -> KeyRange.under("\ude00"));
  }

  @Test
  void keysHaveAtLeastOneSegmentAndAtMost1024Bytes() {
    assertThrows(IllegalArgumentException.class, Key::of);
    assertEquals(Key.MAX_LENGTH, Key.of("k".repeat(Key.MAX_LENGTH - 1)).encoded().length);
    assertThrows(IllegalArgumentException.class, () -> Key.of("k".repeat(Key.MAX_LENGTH)));
    assertThrows(IllegalArgumentException.class, () -> Key.of("\0".repeat(512)));
  }

  @Test
  void bytesThatNoKeyWroteAreRefused() {
    byte[][] forged = {
      {}, {'a'}, {'a', 0, 'b'}, {(byte) 0xFF, 0}, {(byte) 0xC0, (byte) 0x80, 0}, {0, (byte) 0xFF}
    };
    for (byte[] bytes : forged) {
      assertThrows(IllegalArgumentException.class, () -> Key.decode(bytes));
    }
  }

  @Test
  void theEncodingIsFixedForever() {
    assertArrayEquals(new byte[] {'a', 0, 'b', 0, (byte) 0xFF, 0}, Key.of("a", "b\0").encoded());
  }

  @Test
  void aRangeUnderAParentHasItsChildrenOnly() {
    KeyRange orders = KeyRange.under("role", "orders");
    assertTrue(orders.contains(Key.of("role", "orders", "1")));
    assertTrue(orders.contains(Key.of("role", "orders", "")));
    for (Key other :
        List.of(
            Key.of("role", "orders"),
            Key.of("role", "orders2"),
            Key.of("role", "orders\0", "1"),
            Key.of("role", "order", "s"))) {
      assertTrue(!orders.contains(other), other.toString());
    }
  }

  @Test
  void aKeyIsPrintedOnOneLineWhateverItHolds() {
    assertEquals("[role, J\u00fcrgen]", Key.of("role", "J\u00fcrgen").toString());
    assertEquals(
        "[a\\u000Ab, c\\u2028\\u202E\\u0000]", Key.of("a\nb", "c\u2028\u202e\u0000").toString());
  }
}

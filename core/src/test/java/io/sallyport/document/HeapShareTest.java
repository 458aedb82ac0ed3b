package io.sallyport.document;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class HeapShareTest {
  private static final long MIB = 1 << 20;

  @Test
  void isAPartOfTheHeapWithinItsBounds() {
    assertEquals(16 * MIB, HeapShare.of(64 * MIB, 8, 16, 128));
    assertEquals(32 * MIB, HeapShare.of(256 * MIB, 8, 16, 128));
    assertEquals(128 * MIB, HeapShare.of(4096 * MIB, 8, 16, 128));
    assertEquals(
        HeapShare.of(Runtime.getRuntime().maxMemory(), 8, 16, 128), HeapShare.of(8, 16, 128));
  }

  @Test
  void ofDocumentsAnEighthIsKept() {
    long heap = Runtime.getRuntime().maxMemory();
    assertTrue(DocumentCache.MAX_BYTES <= Math.max(16 * MIB, heap / 8), "of " + heap);
  }
}

package io.sallyport.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CommitTest {
  private static final Bytes LARGEST = Bytes.of(new byte[Bytes.MAX_LENGTH]);

  @Test
  void aCommitHasFromOneToSixtyFourWrites() {
    assertThrows(IllegalArgumentException.class, Commit::of);
    assertEquals(64, new Commit(creations(64, Bytes.utf8(""))).writes().size());
    assertThrows(IllegalArgumentException.class, () -> new Commit(creations(65, Bytes.utf8(""))));
  }

  @Test
  void aCommitHasAtMostOneMebibyte() {
    assertEquals(15, new Commit(creations(15, LARGEST)).writes().size());
    assertThrows(IllegalArgumentException.class, () -> new Commit(creations(16, LARGEST)));
  }

  @Test
  void aCommitWritesAKeyOnce() {
    Write write = new Write.Create(Key.of("k"), LARGEST);
    Write delete = new Write.Delete(Key.of("k"), new Revision(1));
    assertThrows(IllegalArgumentException.class, () -> Commit.of(write, delete));
  }

  @Test
  void aValueHasAtMost64Kibibytes() {
    assertThrows(IllegalArgumentException.class, () -> Bytes.of(new byte[Bytes.MAX_LENGTH + 1]));
  }

  @Test
  void aValueIsNeverPrinted() {
    assertEquals("6 bytes", Bytes.utf8("secret").toString());
  }

  @Test
  void aRevisionIsAtLeastOne() {
    assertThrows(IllegalArgumentException.class, () -> new Revision(0));
  }

  private static List<Write> creations(int count, Bytes value) {
    return IntStream.range(0, count)
        .<Write>mapToObj(i -> new Write.Create(Key.of("k", "" + i), value))
        .toList();
  }
}

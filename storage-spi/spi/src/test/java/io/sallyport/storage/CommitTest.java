package io.sallyport.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
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
  void aCommitChangesAtLeastOneKey() {
    Write expected = new Write.Expect(Key.of("k"), new Revision(1));
    Write absent = new Write.ExpectAbsent(Key.of("l"));
    assertThrows(IllegalArgumentException.class, () -> Commit.of(expected, absent));
    Write change = new Write.Delete(Key.of("m"), new Revision(1));
    assertEquals(List.of(change), Commit.of(expected, change, absent).changes());
  }

  @Test
  void whatIsOnlyExpectedCountsToo() {
    List<Write> writes = new ArrayList<>(creations(64, Bytes.utf8("")));
    writes.set(0, new Write.ExpectAbsent(Key.of("a")));
    assertEquals(64, new Commit(writes).writes().size());
    writes.add(new Write.Expect(Key.of("b"), new Revision(1)));
    assertThrows(IllegalArgumentException.class, () -> new Commit(writes));
    Write twice = new Write.Expect(Key.of("k", "1"), new Revision(1));
    Write create = new Write.Create(Key.of("k", "1"), LARGEST);
    assertThrows(IllegalArgumentException.class, () -> Commit.of(create, twice));
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

package io.sallyport.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.storage.memory.MemoryStore;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class StoreTransferTest {
  private final MemoryStore from = new MemoryStore();
  private final MemoryStore to = new MemoryStore();

  @Test
  void everyEntryArrivesAsItIs() throws Exception {
    fill(1_300);
    create(from, Key.of("longest", "x".repeat(1_000)), Bytes.of(new byte[Bytes.MAX_LENGTH]));
    create(from, Key.of("empty"), Bytes.utf8(""));
    byte[] export = export(KeyRange.all());
    StoreTransfer.Imported done = importing(export);
    assertEquals(new StoreTransfer.Imported(1_302, 0, List.of()), done);
    assertEquals(contents(from), contents(to));
  }

  @Test
  void anImportMayBeRunAgain() throws Exception {
    fill(200);
    byte[] export = export(KeyRange.all());
    byte[] cut = Arrays.copyOf(export, export.length / 2);
    IOException failed = assertThrows(IOException.class, () -> importing(cut));
    assertTrue(String.valueOf(failed.getMessage()).startsWith("the export is cut short after "));
    int there = contents(to).size();
    assertTrue(there > 0 && there < 200);
    assertEquals(new StoreTransfer.Imported(200 - there, there, List.of()), importing(export));
    assertEquals(new StoreTransfer.Imported(0, 200, List.of()), importing(export));
    assertEquals(contents(from), contents(to));
  }

  @Test
  void anExportMayGoOnWhereAnotherEnded() throws Exception {
    fill(100);
    byte[] first = export(KeyRange.startingWith("0", "k"));
    byte[] rest = export(KeyRange.all().after(Key.of("k", "0099")));
    importing(rest);
    importing(first);
    assertEquals(contents(from), contents(to));
  }

  @Test
  void whatDiffersIsLeftAndNamed() throws Exception {
    fill(100);
    create(to, Key.of("k", "0042"), Bytes.utf8("the new store's own"));
    assertEquals(
        new StoreTransfer.Imported(99, 0, List.of(Key.of("k", "0042"))),
        importing(export(KeyRange.all())));
    assertEquals("the new store's own", to.get(Key.of("k", "0042")).orElseThrow().value().text());
  }

  @Test
  void changesMadeMeanwhileAreCounted() throws Exception {
    fill(10);
    ByteArrayOutputStream out =
        new ByteArrayOutputStream() {
          @Override
          public void flush() {
            create(from, Key.of("meanwhile"), Bytes.utf8("v"));
          }
        };
    assertEquals(
        new StoreTransfer.Exported(10, 1), StoreTransfer.export(from, KeyRange.all(), out));
  }

  @Test
  void noDamagedByteGoesUnnoticed() throws Exception {
    fill(3);
    byte[] export = export(KeyRange.all());
    for (int i = 0; i < export.length; i++) {
      byte[] damaged = export.clone();
      damaged[i] ^= 0x10;
      assertThrows(IOException.class, () -> importing(damaged));
      byte[] cut = Arrays.copyOf(export, i);
      assertThrows(IOException.class, () -> importing(cut));
    }
    assertEquals(Map.of(), contents(to));
  }

  @Test
  void aLostAnswerToACommitThatWasMadeIsCountedAsCreated() throws Exception {
    fill(100);
    IamStore lossy = withCommits(answers(this::madeButUnknown));
    assertEquals(
        new StoreTransfer.Imported(100, 0, List.of()),
        StoreTransfer.importInto(lossy, new ByteArrayInputStream(export(KeyRange.all()))));
    assertEquals(contents(from), contents(to));
  }

  @Test
  void aCommitThatIsMadeAfterItsAnswerWasGivenUpIsCountedAsCreated() throws Exception {
    fill(10);
    List<Commit> delayed = new ArrayList<>();
    Answer late =
        commit -> {
          if (delayed.isEmpty()) {
            delayed.add(commit);
            throw unknown();
          }
          assertInstanceOf(CommitResult.Committed.class, to.commit(delayed.get(0)));
          return to.commit(commit);
        };
    assertEquals(
        new StoreTransfer.Imported(10, 0, List.of()),
        StoreTransfer.importInto(
            withCommits(late), new ByteArrayInputStream(export(KeyRange.all()))));
  }

  @Test
  void aLostAnswerToACommitThatWasNotMadeCreatesOnlyWhatWasAbsent() throws Exception {
    fill(10);
    create(to, Key.of("k", "0003"), Bytes.utf8("value 3"));
    create(to, Key.of("k", "0004"), Bytes.utf8("the new store's own"));
    IamStore lossy =
        withCommits(
            answers(
                commit -> {
                  throw unknown();
                }));
    assertEquals(
        new StoreTransfer.Imported(8, 1, List.of(Key.of("k", "0004"))),
        StoreTransfer.importInto(lossy, new ByteArrayInputStream(export(KeyRange.all()))));
  }

  @Test
  void aCommitThatNeverAnswersIsGivenUp() throws Exception {
    fill(10);
    byte[] export = export(KeyRange.all());
    IamStore dead =
        withCommits(
            commit -> {
              throw unknown();
            });
    assertThrows(
        OutcomeUnknownException.class,
        () -> StoreTransfer.importInto(dead, new ByteArrayInputStream(export)));
  }

  @Test
  @Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void aStoreThatContradictsItselfIsGivenUp() throws Exception {
    fill(10);
    byte[] export = export(KeyRange.all());
    IamStore contradictory =
        withCommits(commit -> new CommitResult.Conflict(commit.writes().get(0).key()));
    assertThrows(
        StoreUnavailableException.class,
        () -> StoreTransfer.importInto(contradictory, new ByteArrayInputStream(export)));
  }

  private interface Answer {
    CommitResult to(Commit commit);
  }

  /** The first answer, then the new store's own. */
  private Answer answers(Answer first) {
    Iterator<Answer> answers = List.of(first).iterator();
    return commit -> (answers.hasNext() ? answers.next() : (Answer) to::commit).to(commit);
  }

  private CommitResult madeButUnknown(Commit commit) {
    assertInstanceOf(CommitResult.Committed.class, to.commit(commit));
    throw unknown();
  }

  private static OutcomeUnknownException unknown() {
    return new OutcomeUnknownException("planted", new IOException());
  }

  /** The new store, whose commits are answered so. */
  private IamStore withCommits(Answer answer) {
    return new IamStore() {
      @Override
      public Optional<Entry> get(Key key) {
        return to.get(key);
      }

      @Override
      public Page list(KeyRange range, int limit) {
        return to.list(range, limit);
      }

      @Override
      public CommitResult commit(Commit commit) {
        return answer.to(commit);
      }

      @Override
      public Watch watch(KeyRange range, Cursor cursor) {
        return to.watch(range, cursor);
      }

      @Override
      public void close() {
        to.close();
      }
    };
  }

  private void fill(int entries) {
    for (int i = 0; i < entries; i++) {
      create(from, Key.of("k", String.format("%04d", i)), Bytes.utf8("value " + i));
    }
  }

  private byte[] export(KeyRange range) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    assertEquals(0, StoreTransfer.export(from, range, out).changedMeanwhile());
    return out.toByteArray();
  }

  private StoreTransfer.Imported importing(byte[] export) throws IOException {
    return StoreTransfer.importInto(to, new ByteArrayInputStream(export));
  }

  private static void create(IamStore store, Key key, Bytes value) {
    CommitResult unused = store.commit(Commit.of(new Write.Create(key, value)));
  }

  private static Map<Key, Bytes> contents(IamStore store) {
    Map<Key, Bytes> contents = new TreeMap<>();
    KeyRange rest = KeyRange.all();
    for (boolean complete = false; !complete; ) {
      Page page = store.list(rest, 1_000);
      for (Entry entry : page.entries()) {
        contents.put(entry.key(), entry.value());
        rest = rest.after(entry.key());
      }
      complete = page.complete();
    }
    return contents;
  }
}

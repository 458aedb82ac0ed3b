package io.sallyport.storage.etcd;

import io.etcd.jetcd.ByteSequence;
import io.etcd.jetcd.KV;
import io.etcd.jetcd.KeyValue;
import io.etcd.jetcd.kv.GetResponse;
import io.etcd.jetcd.kv.TxnResponse;
import io.etcd.jetcd.op.Cmp;
import io.etcd.jetcd.op.CmpTarget;
import io.etcd.jetcd.op.Op;
import io.etcd.jetcd.options.DeleteOption;
import io.etcd.jetcd.options.GetOption;
import io.etcd.jetcd.options.PutOption;
import io.sallyport.storage.Bytes;
import io.sallyport.storage.Commit;
import io.sallyport.storage.CommitResult;
import io.sallyport.storage.OutcomeUnknownException;
import io.sallyport.storage.Revision;
import io.sallyport.storage.Write;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A commit as one transaction of etcd: if all is as expected, write; else read what there is. */
final class EtcdTransaction {
  private static final GetOption KEYS_ONLY = GetOption.builder().withKeysOnly(true).build();

  private final EtcdKeys keys;

  EtcdTransaction(EtcdKeys keys) {
    this.keys = keys;
  }

  CompletableFuture<TxnResponse> start(KV kv, Commit commit) {
    List<Cmp> expected = new ArrayList<>();
    List<Op> writes = new ArrayList<>();
    List<Op> reads = new ArrayList<>();
    for (Write write : commit.writes()) {
      ByteSequence key = keys.stored(write.key());
      expected.add(new Cmp(key, Cmp.Op.EQUAL, CmpTarget.modRevision(expectedRevision(write))));
      if (write.isChange()) {
        writes.add(op(key, write));
      }
      reads.add(Op.get(key, KEYS_ONLY));
    }
    writes.add(Op.put(keys.mark(), ByteSequence.EMPTY, PutOption.DEFAULT));
    return kv.txn()
        .If(expected.toArray(Cmp[]::new))
        .Then(writes.toArray(Op[]::new))
        .Else(reads.toArray(Op[]::new))
        .commit();
  }

  CommitResult result(Commit commit, TxnResponse response) {
    if (response.isSucceeded()) {
      return new CommitResult.Committed(new Revision(response.getHeader().getRevision()));
    }
    List<GetResponse> found = response.getGetResponses();
    for (int i = 0; i < commit.writes().size(); i++) {
      Write write = commit.writes().get(i);
      long current =
          found.get(i).getKvs().stream().mapToLong(KeyValue::getModRevision).findFirst().orElse(0);
      if (current != expectedRevision(write)) {
        return new CommitResult.Conflict(write.key());
      }
    }
    throw new OutcomeUnknownException("etcd refused a commit whose expectations were right");
  }

  /** What etcd calls the revision of an absent key is 0. */
  private static long expectedRevision(Write write) {
    return write.expectation().map(Revision::value).orElse(0L);
  }

  private static Op op(ByteSequence key, Write write) {
    if (write instanceof Write.Create create) {
      return put(key, create.value());
    }
    return write instanceof Write.Replace replace
        ? put(key, replace.value())
        : Op.delete(key, DeleteOption.DEFAULT);
  }

  private static Op put(ByteSequence key, Bytes value) {
    return Op.put(key, ByteSequence.from(value.toByteArray()), PutOption.DEFAULT);
  }
}

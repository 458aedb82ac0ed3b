package io.sallyport.storage;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/** Reads what {@link EntryWriter} wrote; whatever differs from that is refused. */
final class EntryReader {
  private static final int MAX_BLOCK = EntryWriter.KEY_OFFSET + Key.MAX_LENGTH + Bytes.MAX_LENGTH;

  private final DataInputStream in;
  private long entries;

  EntryReader(InputStream stream) throws IOException {
    this.in = new DataInputStream(stream);
    if (!Arrays.equals(in.readNBytes(EntryWriter.MAGIC.length), EntryWriter.MAGIC)) {
      throw new IOException("this is no export, or one of another version");
    }
  }

  /** The next entry; empty after the last one, if none is missing. */
  Optional<Write.Create> next() throws IOException {
    byte[] block = block();
    ByteBuffer fields = ByteBuffer.wrap(block);
    long first = fields.getLong();
    if (block.length == EntryWriter.END_LENGTH) {
      if (first != entries) {
        throw damaged();
      }
      return Optional.empty();
    }
    if (first < 1 || first > fields.remaining()) {
      throw damaged();
    }
    byte[] key = new byte[(int) first];
    fields.get(key);
    byte[] value = new byte[fields.remaining()];
    fields.get(value);
    entries++;
    try {
      return Optional.of(new Write.Create(Key.decode(key), Bytes.of(value)));
    } catch (IllegalArgumentException e) {
      throw damaged();
    }
  }

  private byte[] block() throws IOException {
    try {
      int length = in.readInt();
      if (length < EntryWriter.END_LENGTH || length > MAX_BLOCK) {
        throw damaged();
      }
      byte[] block = in.readNBytes(length);
      if (block.length < length) {
        throw new EOFException();
      }
      if (in.readInt() != EntryWriter.crc(block)) {
        throw damaged();
      }
      return block;
    } catch (EOFException e) {
      throw new IOException("the export is cut short after " + entries + " entries", e);
    }
  }

  private IOException damaged() {
    return new IOException("the export is damaged after " + entries + " entries");
  }
}

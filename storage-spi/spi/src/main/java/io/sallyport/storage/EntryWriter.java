package io.sallyport.storage;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/**
 * Writes entries as an export: {@link #MAGIC}, then blocks: their length, their bytes, the CRC-32
 * of these. An entry's block is its key's length, its key and its value. The last block has length
 * 8 and is the number of entries, so that a cut is noticed; no entry's block is as short.
 */
final class EntryWriter {
  static final byte[] MAGIC = "sallyport export 1\n".getBytes(StandardCharsets.US_ASCII);
  static final int END_LENGTH = 8;

  /** A key's length takes eight bytes, and the key at least one: more than the last block has. */
  static final int KEY_OFFSET = 8;

  private final DataOutputStream out;
  private long entries;

  EntryWriter(OutputStream stream) throws IOException {
    this.out = new DataOutputStream(stream);
    out.write(MAGIC);
  }

  void write(Entry entry) throws IOException {
    ByteArrayOutputStream block = new ByteArrayOutputStream();
    DataOutputStream fields = new DataOutputStream(block);
    byte[] key = entry.key().encoded();
    fields.writeLong(key.length);
    fields.write(key);
    fields.write(entry.value().toByteArray());
    block(block.toByteArray());
    entries++;
  }

  void end() throws IOException {
    ByteArrayOutputStream block = new ByteArrayOutputStream();
    new DataOutputStream(block).writeLong(entries);
    block(block.toByteArray());
    out.flush();
  }

  long entries() {
    return entries;
  }

  static int crc(byte[] block) {
    CRC32 crc = new CRC32();
    crc.update(block);
    return (int) crc.getValue();
  }

  private void block(byte[] block) throws IOException {
    out.writeInt(block.length);
    out.write(block);
    out.writeInt(crc(block));
  }
}

package io.sallyport.sigv4;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.sallyport.error.MalformedRequestException.Fault;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The plain way to read a body in {@code aws-chunked} encoding: it waits for what comes next, a
 * chunk at a time.
 */
final class PlainChunkedBody {
  private static final int PIECE = Frames.PIECE;
  private static final int LONGEST_HEADER = 128;
  private static final Pattern SIGNED =
      Pattern.compile("([0-9a-fA-F]{1,15});chunk-signature=([0-9a-f]{64})");
  private static final Pattern UNSIGNED = Pattern.compile("([0-9a-fA-F]{1,15})()");

  private final InputStream in;
  private final ChunkedForm form;
  private final Optional<ChunkSignatures> signatures;
  private final Optional<Checksum> checksum;

  private long leftOfBody;
  private long leftOfChunk;
  private String chunkSignature = "";
  private boolean ended;

  PlainChunkedBody(InputStream in, ChunkedForm form, Optional<ChunkSignatures> signatures) {
    this.in = new BufferedInputStream(in);
    this.form = form;
    this.signatures = signatures;
    this.checksum = form.trailer().map(ChecksumAlgorithm::begin);
    this.leftOfBody = form.decodedLength();
  }

  Optional<Frame> next() throws IOException {
    if (ended) {
      return Optional.empty();
    }
    if (leftOfChunk > 0) {
      return Optional.of(piece(new byte[0]));
    }
    String line = header();
    Matcher header = (signatures.isPresent() ? SIGNED : UNSIGNED).matcher(line);
    if (!header.matches()) {
      throw new BodyRejectedException(Fault.BODY_CHUNKS);
    }
    byte[] before = (line + "\r\n").getBytes(ISO_8859_1);
    leftOfChunk = size(header.group(1));
    chunkSignature = header.group(2);
    return Optional.of(leftOfChunk == 0 ? end(before) : piece(before));
  }

  private long size(String hex) throws BodyRejectedException {
    long size = Long.parseLong(hex, 16);
    if (size > leftOfBody) {
      throw new BodyRejectedException(Fault.BODY_CHUNKS);
    }
    return size;
  }

  private Frame piece(byte[] before) throws IOException {
    int length = (int) Math.min(leftOfChunk, PIECE);
    byte[] data = in.readNBytes(length);
    if (data.length < length) {
      throw new BodyRejectedException(Fault.BODY_INCOMPLETE);
    }
    leftOfChunk -= length;
    leftOfBody -= length;
    signatures.ifPresent(chain -> chain.update(data));
    checksum.ifPresent(sum -> sum.update(data));
    return new Frame(before, data, leftOfChunk == 0 ? chunkEnd() : new byte[0]);
  }

  private Frame end(byte[] before) throws IOException {
    if (leftOfBody > 0) {
      throw new BodyRejectedException(Fault.BODY_INCOMPLETE);
    }
    if (signatures.isPresent()) {
      signatures.get().checkChunk(chunkSignature);
    }
    byte[] rest = in.readNBytes(Trailer.LONGEST + 1);
    Trailer trailer = Trailer.parse(rest);
    trailer.check(form.trailer(), signatures, checksum);
    ended = true;
    return new Frame(before, new byte[0], rest);
  }

  /** Reads the line before a chunk, without its end. */
  private String header() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream(LONGEST_HEADER);
    for (int b = in.read(); b != '\r'; b = in.read()) {
      if (b < 0 || line.size() == LONGEST_HEADER) {
        throw new BodyRejectedException(b < 0 ? Fault.BODY_INCOMPLETE : Fault.BODY_CHUNKS);
      }
      line.write(b);
    }
    requireByte('\n');
    return line.toString(ISO_8859_1);
  }

  private byte[] chunkEnd() throws IOException {
    if (signatures.isPresent()) {
      signatures.get().checkChunk(chunkSignature);
    }
    requireByte('\r');
    requireByte('\n');
    return new byte[] {'\r', '\n'};
  }

  private void requireByte(char expected) throws IOException {
    int b = in.read();
    if (b != expected) {
      throw new BodyRejectedException(b < 0 ? Fault.BODY_INCOMPLETE : Fault.BODY_CHUNKS);
    }
  }
}

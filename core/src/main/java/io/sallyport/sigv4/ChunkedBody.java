package io.sallyport.sigv4;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.sallyport.error.MalformedRequestException.Fault;
import java.io.ByteArrayOutputStream;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A body in {@code aws-chunked} encoding. A chunk comes in pieces, however long it is, so that
 * memory stays within two of them; the last piece of a signed chunk comes only once the signature,
 * which is over all of it, was found to be right.
 */
final class ChunkedBody implements Frames {
  private static final int LONGEST_HEADER = 128;
  private static final Pattern SIGNED =
      Pattern.compile("([0-9a-fA-F]{1,15});chunk-signature=([0-9a-f]{64})");
  private static final Pattern UNSIGNED = Pattern.compile("([0-9a-fA-F]{1,15})()");

  /** What comes next. */
  private enum Next {
    HEADER,
    HEADER_END,
    DATA,
    DATA_RETURN,
    DATA_END,
    TRAILER
  }

  private final ChunkedForm form;
  private final Optional<ChunkSignatures> signatures;
  private final Optional<Checksum> checksum;
  private final DigestCheck digests;

  private Next next = Next.HEADER;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream(LONGEST_HEADER);
  private byte[] before = {};
  private Piece piece = new Piece(0);
  private long leftOfBody;
  private long leftOfChunk;
  private String chunkSignature = "";

  ChunkedBody(ChunkedForm form, Optional<ChunkSignatures> signatures, DigestCheck digests) {
    this.form = form;
    this.signatures = signatures;
    this.checksum = form.trailer().map(ChecksumAlgorithm::begin);
    this.digests = digests;
    this.leftOfBody = form.decodedLength();
  }

  @Override
  public void take(byte[] bytes, int length, Consumer<Frame> out) throws BodyRejectedException {
    int at = 0;
    while (at < length) {
      if (next == Next.DATA) {
        at += piece.take(bytes, at, length);
        if (piece.isWhole()) {
          pieceCame(out);
        }
      } else if (next == Next.TRAILER) {
        int count = Math.min(length - at, Trailer.LONGEST + 1 - line.size());
        line.write(bytes, at, count);
        at += count;
        if (line.size() > Trailer.LONGEST) {
          throw new BodyRejectedException(Fault.BODY_TRAILER);
        }
      } else {
        framing(bytes[at], out);
        at++;
      }
    }
  }

  @Override
  public void end(Consumer<Frame> out) throws BodyRejectedException {
    if (next != Next.TRAILER) {
      throw new BodyRejectedException(Fault.BODY_INCOMPLETE);
    }
    byte[] rest = line.toByteArray();
    Trailer.parse(rest).check(form.trailer(), signatures, checksum);
    digests.require();
    out.accept(new Frame(before, new byte[0], rest));
  }

  private void framing(byte b, Consumer<Frame> out) throws BodyRejectedException {
    switch (next) {
      case HEADER -> {
        if (b == '\r') {
          next = Next.HEADER_END;
        } else if (line.size() == LONGEST_HEADER) {
          throw new BodyRejectedException(Fault.BODY_CHUNKS);
        } else {
          line.write(b);
        }
      }
      case HEADER_END -> {
        require(b, '\n');
        headerCame();
      }
      case DATA_RETURN -> {
        require(b, '\r');
        next = Next.DATA_END;
      }
      default -> {
        require(b, '\n');
        next = Next.HEADER;
        give(new byte[] {'\r', '\n'}, out);
      }
    }
  }

  private void headerCame() throws BodyRejectedException {
    String text = line.toString(ISO_8859_1);
    line.reset();
    Matcher header = (signatures.isPresent() ? SIGNED : UNSIGNED).matcher(text);
    if (!header.matches()) {
      throw new BodyRejectedException(Fault.BODY_CHUNKS);
    }
    before = (text + "\r\n").getBytes(ISO_8859_1);
    leftOfChunk = size(header.group(1));
    chunkSignature = header.group(2);
    if (leftOfChunk > 0) {
      beginPiece();
    } else if (leftOfBody > 0) {
      throw new BodyRejectedException(Fault.BODY_INCOMPLETE);
    } else {
      checkChunk();
      next = Next.TRAILER;
    }
  }

  private long size(String hex) throws BodyRejectedException {
    long size = Long.parseLong(hex, 16);
    if (size > leftOfBody) {
      throw new BodyRejectedException(Fault.BODY_CHUNKS);
    }
    return size;
  }

  private void beginPiece() {
    next = Next.DATA;
    piece = piece.next((int) Math.min(leftOfChunk, PIECE));
  }

  private void pieceCame(Consumer<Frame> out) throws BodyRejectedException {
    byte[] data = piece.bytes();
    leftOfChunk -= data.length;
    leftOfBody -= data.length;
    signatures.ifPresent(chain -> chain.update(data));
    checksum.ifPresent(sum -> sum.update(data));
    digests.update(data);
    if (leftOfChunk > 0) {
      give(new byte[0], out);
      beginPiece();
    } else {
      checkChunk();
      next = Next.DATA_RETURN;
    }
  }

  private void give(byte[] after, Consumer<Frame> out) {
    out.accept(new Frame(before, piece.bytes(), after));
    before = new byte[0];
  }

  private void checkChunk() throws BodyRejectedException {
    if (signatures.isPresent()) {
      signatures.get().checkChunk(chunkSignature);
    }
  }

  private static void require(byte b, char expected) throws BodyRejectedException {
    if (b != expected) {
      throw new BodyRejectedException(Fault.BODY_CHUNKS);
    }
  }
}

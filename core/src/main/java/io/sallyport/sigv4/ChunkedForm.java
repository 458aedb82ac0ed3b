package io.sallyport.sigv4;

import io.sallyport.error.MalformedRequestException;
import io.sallyport.error.MalformedRequestException.Fault;
import io.sallyport.http.RequestHead;
import io.sallyport.wire.CharTable;
import java.util.Optional;

/**
 * What a request says of its chunks.
 *
 * @param decodedLength how long the object is, in bytes
 * @param trailer the checksum in the trailer; empty if there is no trailer
 */
record ChunkedForm(long decodedLength, Optional<ChecksumAlgorithm> trailer) {

  static ChunkedForm of(RequestHead head, PayloadMode mode) {
    String length =
        ClaimedSignature.single(head, "x-amz-decoded-content-length")
            .filter(CharTable::isLength)
            .orElseThrow(() -> new MalformedRequestException(Fault.DECODED_LENGTH));
    Optional<String> trailer = ClaimedSignature.single(head, "x-amz-trailer");
    Optional<ChecksumAlgorithm> known = trailer.flatMap(ChecksumAlgorithm::ofHeader);
    if (known.isPresent() == (mode == PayloadMode.SIGNED_CHUNKS)
        || known.isPresent() != trailer.isPresent()) {
      throw new MalformedRequestException(Fault.TRAILER);
    }
    return new ChunkedForm(Long.parseLong(length), known);
  }
}

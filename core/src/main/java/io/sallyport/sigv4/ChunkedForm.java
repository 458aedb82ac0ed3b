package io.sallyport.sigv4;

import io.sallyport.error.MalformedRequestException;
import io.sallyport.error.MalformedRequestException.Fault;
import io.sallyport.http.RequestHead;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a request says of its chunks.
 *
 * @param decodedLength how long the object is, in bytes
 * @param trailer the checksum in the trailer; empty if there is no trailer
 */
record ChunkedForm(long decodedLength, Optional<ChecksumAlgorithm> trailer) {
  private static final Pattern LENGTH = Pattern.compile("0|[1-9][0-9]{0,17}");

  static ChunkedForm of(RequestHead head, PayloadMode mode) {
    String length =
        SignatureClaim.single(head, "x-amz-decoded-content-length")
            .filter(text -> LENGTH.matcher(text).matches())
            .orElseThrow(() -> new MalformedRequestException(Fault.DECODED_LENGTH));
    Optional<String> trailer = SignatureClaim.single(head, "x-amz-trailer");
    Optional<ChecksumAlgorithm> known = trailer.flatMap(ChecksumAlgorithm::ofHeader);
    if (known.isPresent() == (mode == PayloadMode.SIGNED_CHUNKS)
        || known.isPresent() != trailer.isPresent()) {
      throw new MalformedRequestException(Fault.TRAILER);
    }
    return new ChunkedForm(Long.parseLong(length), known);
  }
}

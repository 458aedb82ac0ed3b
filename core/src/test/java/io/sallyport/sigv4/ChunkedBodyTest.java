package io.sallyport.sigv4;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.sallyport.error.MalformedRequestException.Fault;
import io.sallyport.http.RequestHead;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;

/** AWS's examples of uploads in chunks: 65 KiB of the letter a. */
class ChunkedBodyTest {
  private static final String DATA = "a".repeat(66560);

  private static final String CHUNKS =
      chunk(65536, "ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648")
          + chunk(1024, "0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497")
          + chunk(0, "b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9");

  private static String chunk(int size, String signature) {
    return Integer.toHexString(size)
        + ";chunk-signature="
        + signature
        + "\r\n"
        + DATA.substring(0, size)
        + "\r\n";
  }

  private static BodyVerifier awsExample() {
    RequestHead.Builder head =
        RequestHead.builder("PUT", "/examplebucket/chunkObject.txt")
            .header("Host", "s3.amazonaws.com")
            .header("x-amz-date", "20130524T000000Z")
            .header("x-amz-storage-class", "REDUCED_REDUNDANCY")
            .header(
                "Authorization",
                "AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request,"
                    + "SignedHeaders=content-encoding;content-length;host;x-amz-content-sha256;"
                    + "x-amz-date;x-amz-decoded-content-length;x-amz-storage-class,Signature="
                    + "4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9")
            .header("x-amz-content-sha256", "STREAMING-AWS4-HMAC-SHA256-PAYLOAD")
            .header("Content-Encoding", "aws-chunked")
            .header("x-amz-decoded-content-length", "66560")
            .header("Content-Length", "66824");
    return AwsExamples.verify(head).body();
  }

  @Test
  void awsExampleIsReadAsSentAndDecoded() throws IOException {
    assertEquals(CHUNKS, read(awsExample().passThrough(in(CHUNKS))));
    assertEquals(DATA, read(awsExample().decoded(in(CHUNKS))));
  }

  @Test
  void awsExampleWithATrailerIsRead() throws IOException {
    RequestHead.Builder head =
        RequestHead.builder("PUT", "/examplebucket/chunkObject.txt")
            .header("Host", "s3.amazonaws.com")
            .header("x-amz-date", "20130524T000000Z")
            .header("x-amz-storage-class", "REDUCED_REDUNDANCY")
            .header(
                "Authorization",
                "AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request,"
                    + "SignedHeaders=content-encoding;host;x-amz-content-sha256;x-amz-date;"
                    + "x-amz-decoded-content-length;x-amz-storage-class;x-amz-trailer,Signature="
                    + "106e2a8a18243abcf37539882f36619c00e2dfc72633413f02d3b74544bfeb8e")
            .header("x-amz-content-sha256", "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER")
            .header("Content-Encoding", "aws-chunked")
            .header("x-amz-decoded-content-length", "66560")
            .header("x-amz-trailer", "x-amz-checksum-crc32c");
    String wire =
        chunk(65536, "b474d8862b1487a5145d686f57f013e54db672cee1c953b3010fb58501ef5aa2")
            + chunk(1024, "1c1344b170168f8e65b41376b44b20fe354e373826ccbbe2c1d40a8cae51e5c7")
            + "0;chunk-signature=2ca2aba2005185cf7159c6277faf83795951dd77a3a99e6e65d5c9f85863f992\r\n"
            + "x-amz-checksum-crc32c:sOO8/Q==\r\n"
            + "x-amz-trailer-signature:"
            + "d81f82fc3505edab99d459891051a732e8730629a2e4a59689829ca17fe2e435\r\n\r\n";
    assertEquals(DATA, read(AwsExamples.verify(head).body().decoded(in(wire))));
    assertThrows(
        BodyRejectedException.class,
        () -> read(AwsExamples.verify(head).body().decoded(in(wire.replace("d81f", "d82f")))));
  }

  @Test
  void aChangedByteIsSeenBeforeItsChunkIsReleased() throws IOException {
    byte[] changed = CHUNKS.getBytes(ISO_8859_1);
    changed[66000] ^= 1;
    InputStream body = awsExample().decoded(new ByteArrayInputStream(changed));
    assertEquals(
        Fault.BODY_SIGNATURE,
        assertThrows(BodyRejectedException.class, body::readAllBytes).refusal().fault());
    assertThrows(BodyRejectedException.class, body::read);
  }

  @Test
  void theLastDataIsHeldUntilTheEndWasSeen() {
    String unended = CHUNKS.substring(0, CHUNKS.indexOf("0;chunk-signature=b6c6"));
    InputStream body = awsExample().decoded(in(unended));
    assertThrows(BodyRejectedException.class, () -> body.readNBytes(66560));
  }

  @Test
  void crc64NvmeHasItsCheckValue() {
    Crc64Nvme crc = new Crc64Nvme();
    crc.update("123456789".getBytes(ISO_8859_1));
    assertEquals(0xAE8B14860A799888L, crc.getValue());
    assertArrayEquals(new long[] {0}, new long[] {new Crc64Nvme().getValue()});
  }

  private static InputStream in(String text) {
    return new ByteArrayInputStream(text.getBytes(ISO_8859_1));
  }

  private static String read(InputStream in) throws IOException {
    return new String(in.readAllBytes(), ISO_8859_1);
  }
}

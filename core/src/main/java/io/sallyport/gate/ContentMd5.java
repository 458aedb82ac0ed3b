package io.sallyport.gate;

import io.sallyport.error.S3RequestException;
import io.sallyport.http.RequestHead;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;

/**
 * Checks {@code Content-MD5} of a body that is read here: a host that is sent another one in its
 * place can't.
 */
final class ContentMd5 {
  private static final String HEADER = "content-md5";

  private ContentMd5() {}

  static void check(RequestHead head, byte[] body) {
    List<String> given = head.headers(HEADER);
    if (!given.isEmpty() && !given.equals(List.of(of(body)))) {
      throw S3RequestException.badDigest();
    }
  }

  private static String of(byte[] body) {
    try {
      return Base64.getEncoder().encodeToString(MessageDigest.getInstance("MD5").digest(body));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}

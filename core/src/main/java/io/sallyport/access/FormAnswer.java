package io.sallyport.access;

import io.sallyport.wire.PercentEncoding;
import io.sallyport.wire.XmlWriter;
import java.util.Optional;

/**
 * What to answer to a browser once the file of its form is stored; what goes wrong is answered as
 * anywhere else.
 *
 * @param status 200, 201 or 204, as the form has it, or 303 if the browser is sent on
 * @param redirect where to, if the form says so: an {@code http} or {@code https} URL
 * @param bucket where the file was stored
 * @param key under which it was
 */
public record FormAnswer(int status, Optional<String> redirect, String bucket, String key) {

  /**
   * The header {@code Location}, if there is to be one.
   *
   * @param object the URL of what was stored
   * @param etag its entity tag, in quotes as in the header
   */
  public Optional<String> location(String object, String etag) {
    if (status == 201) {
      return Optional.of(object);
    }
    return redirect.map(
        url ->
            url
                + (url.indexOf('?') < 0 ? "?" : "&")
                + "bucket="
                + PercentEncoding.encode(bucket)
                + "&key="
                + PercentEncoding.encode(key)
                + "&etag="
                + PercentEncoding.encode(etag));
  }

  /** The body, XML in UTF-8; empty unless the status is 201. */
  public String body(String object, String etag) {
    if (status != 201) {
      return "";
    }
    return new XmlWriter()
        .declaration()
        .open("PostResponse")
        .element("Location", object)
        .element("Bucket", bucket)
        .element("Key", key)
        .element("ETag", etag)
        .close("PostResponse")
        .toString();
  }

  /** Without what the form chose to redirect to: its query may hold a secret. */
  @Override
  public String toString() {
    return status + (redirect.isPresent() ? " [redirect hidden] " : " ") + bucket + "/" + key;
  }
}

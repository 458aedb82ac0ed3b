package org.gaul.s3proxy;

import jakarta.servlet.http.HttpServlet;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.blobstore.BlobStore;

/**
 * Opens S3Proxy's servlet, which is private to this package, to a server that is not S3Proxy's own,
 * so that a filter can stand in front of it.
 */
public final class S3ProxyServlets {
  private static final long MAX_OBJECT = 5L << 30;
  private static final int MAX_UNCHUNKED = 128 << 20;

  /** S3Proxy holds a chunk whole, each request its own; of known clients, boto3 sends 1 MiB. */
  private static final int MAX_CHUNK = 1 << 20;

  private static final int CLOCK_SKEW_SECONDS = 15 * 60;

  private S3ProxyServlets() {}

  /**
   * The S3 API over a store of blobs. It asks nobody who they are: the filter before it must have.
   */
  public static HttpServlet trustingItsFilter(BlobStore store) {
    return servlet(store, AuthenticationType.NONE, "", "");
  }

  /** The S3 API over a store of blobs, for whoever signs with this one key. */
  public static HttpServlet checkingItself(BlobStore store, String accessKey, String secretKey) {
    return servlet(store, AuthenticationType.AWS_V4, accessKey, secretKey);
  }

  private static HttpServlet servlet(
      BlobStore store, AuthenticationType authentication, String accessKey, String secretKey) {
    return new S3ProxyHandlerJetty(
        store,
        authentication,
        accessKey,
        secretKey,
        null,
        MAX_OBJECT,
        MAX_UNCHUNKED,
        MAX_CHUNK,
        false,
        CrossOriginResourceSharing.disabled(),
        "",
        CLOCK_SKEW_SECONDS,
        null);
  }
}

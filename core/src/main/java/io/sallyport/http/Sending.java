package io.sallyport.http;

import java.util.Optional;

/**
 * What the host knows of how a request was sent, and no header says; each empty, or false, if it
 * isn't known.
 *
 * @param remoteAddress the caller's address
 * @param secure whether it came over TLS
 * @param tlsVersion of that version
 * @param requestId what the host calls it
 */
record Sending(String remoteAddress, boolean secure, String tlsVersion, String requestId) {
  static final Sending UNKNOWN = new Sending("", false, "", "");

  static Optional<String> known(String value) {
    return value.isEmpty() ? Optional.empty() : Optional.of(value);
  }

  Sending withRemoteAddress(String address) {
    return new Sending(address, secure, tlsVersion, requestId);
  }

  Sending withTls(String version) {
    return new Sending(remoteAddress, true, version, requestId);
  }

  Sending withRequestId(String id) {
    return new Sending(remoteAddress, secure, tlsVersion, id);
  }
}

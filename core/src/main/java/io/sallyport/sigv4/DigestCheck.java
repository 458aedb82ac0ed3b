package io.sallyport.sigv4;

import java.util.List;

/** Holds a body against what was stated of it. Of one body; not thread-safe. */
final class DigestCheck {
  private final List<StatedDigest> stated;
  private final List<Checksum> found;

  DigestCheck(List<StatedDigest> stated) {
    this.stated = stated;
    this.found = stated.stream().map(each -> each.begin().get()).toList();
  }

  void update(byte[] data) {
    found.forEach(each -> each.update(data));
  }

  /** Once the whole body was taken: it is what was stated. */
  void require() throws BodyRejectedException {
    for (int i = 0; i < found.size(); i++) {
      if (!Digests.same(found.get(i).value(), stated.get(i).value())) {
        throw stated.get(i).rejection();
      }
    }
  }
}

package io.sallyport.entity;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.document.Codec;
import io.sallyport.document.Document;
import io.sallyport.managed.PolicyUsage;

/**
 * How many have a managed policy.
 *
 * @param attachments as what says what they may do
 * @param boundaries as what says what they may do at most
 */
record Uses(long attachments, long boundaries) {
  static final Uses NONE = new Uses(0, 0);

  static final Codec<Uses> CODEC =
      new Codec<>() {
        @Override
        public Uses read(Document document) {
          return new Uses(document.number("attachments"), document.number("boundaries"));
        }

        @Override
        public void write(Uses uses, ObjectNode json) {
          json.put("attachments", uses.attachments()).put("boundaries", uses.boundaries());
        }
      };

  Uses {
    if (attachments < 0 || boundaries < 0) {
      throw new IllegalArgumentException("fewer than none have a policy");
    }
  }

  Uses plus(PolicyUsage usage, int more) {
    return usage == PolicyUsage.PERMISSIONS
        ? new Uses(attachments + more, boundaries)
        : new Uses(attachments, boundaries + more);
  }
}

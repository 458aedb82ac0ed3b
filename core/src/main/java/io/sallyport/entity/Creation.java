package io.sallyport.entity;

import io.sallyport.arn.Arn;
import io.sallyport.document.Change;
import io.sallyport.identity.Tags;

/**
 * Something that a caller is to make. With tags it takes two rights, as in AWS: to make it, and to
 * tag it. Who may only make it could otherwise give it what a policy grants by tags.
 *
 * @param noun what it is, as IAM's actions call it, such as {@code Role}
 * @param arn of what is to be made
 * @param described what the caller named
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/id_tags.html">tags of IAM</a>
 */
record Creation(Authority authority, String noun, Arn arn, String described) {

  /**
   * Returns if the caller may make it so.
   *
   * @param own what else than the tags tells of the call that makes it, and not of one that tags
   */
  void require(CallFacts own, Tags tags) {
    authority.require("iam:Create" + noun, arn, described, own.request(tags).build());
    if (!tags.isEmpty()) {
      authority.require("iam:Tag" + noun, arn, described, new CallFacts().request(tags).build());
    }
  }

  /** Tells that it was made, once it is: in one call, whatever rights it took. */
  void noted(Change change) {
    change.afterwards(() -> authority.made("iam:Create" + noun, arn));
  }
}

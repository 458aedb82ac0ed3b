package io.sallyport.s3;

/** What a host does with requests, where hosts differ. */
enum Ability {
  /** A copy takes the tags of its source along, unless told otherwise. */
  COPIES_TAGS,
  /** Objects have versions, each with an id. */
  KEEPS_VERSIONS,
  /** {@code DeleteObjects} leaves an object alone that is not of the ETag, time or size given. */
  DELETES_ON_CONDITION,
  /** An object's tag may have several values. */
  KEEPS_TAG_VALUES
}

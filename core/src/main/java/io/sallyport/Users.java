package io.sallyport;

import io.sallyport.credential.AccessKeyId;
import io.sallyport.document.Documents;
import io.sallyport.entity.StoredAccessKeys;
import io.sallyport.error.UnsupportedActionException;
import io.sallyport.gate.Latch;
import io.sallyport.identity.AccountId;
import io.sallyport.keyring.KeyRing;
import io.sallyport.principal.PrincipalDirectory;
import java.util.Optional;

/**
 * Where users and their keys are found.
 *
 * @param directory that is asked
 * @param stored those of the store
 */
record Users(PrincipalDirectory directory, StoredAccessKeys stored, Place place) {

  /** Who keeps users. */
  enum Place {
    STORE,
    HOST,
    BOTH
  }

  static Users of(Settings settings, Documents documents, KeyRing keys, Latch latch) {
    StoredAccessKeys stored = new StoredAccessKeys(documents, keys);
    PrincipalDirectory given =
        settings.users == Place.BOTH
            ? Guarded.of(PrincipalDirectory.class, stored, latch) // The host has it, too.
            : stored;
    return new Users(settings.directory.apply(given), stored, settings.users);
  }

  /** What is to be asked of users that may be the host's. */
  Optional<PrincipalDirectory> host() {
    return place == Place.STORE ? Optional.empty() : Optional.of(directory);
  }

  /**
   * Returns if those of the store could be asked for.
   *
   * @throws UnsupportedActionException if all are the host's
   */
  void requireStored(String what) {
    if (place == Place.HOST) {
      throw UnsupportedActionException.ofHost(what);
    }
  }

  /** Whose an access key is: a directory of the host's own knows its active ones. */
  Optional<AccountId> account(AccessKeyId id) {
    return place == Place.STORE
        ? stored.account(id)
        : directory.find(id).map(holder -> holder.holder().account());
  }
}

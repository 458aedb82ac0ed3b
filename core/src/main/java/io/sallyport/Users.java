package io.sallyport;

import io.sallyport.credential.AccessKeyId;
import io.sallyport.document.Documents;
import io.sallyport.entity.Neighbours;
import io.sallyport.entity.Pinning;
import io.sallyport.entity.StoredPrincipals;
import io.sallyport.error.UnsupportedActionException;
import io.sallyport.gate.HostCode;
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
record Users(PrincipalDirectory directory, StoredPrincipals stored, Place place) {

  /** Who keeps users. */
  enum Place {
    STORE,
    HOST,
    BOTH
  }

  static Users of(Settings settings, Documents documents, KeyRing keys, Latch latch) {
    StoredPrincipals stored =
        settings.users == Place.BOTH
            ? StoredPrincipals.beside(documents, keys)
            : StoredPrincipals.alone(documents, keys);
    PrincipalDirectory given =
        settings.users == Place.BOTH
            ? Guarded.of(PrincipalDirectory.class, stored, latch) // The host has it, too.
            : stored;
    return new Users(directory(settings, given), stored, settings.users);
  }

  private static PrincipalDirectory directory(Settings settings, PrincipalDirectory given) {
    PrincipalDirectory directory = settings.directory.apply(given);
    return settings.users == Place.STORE ? directory : HostCode.principals(directory);
  }

  /** What is to be asked of users that may be the host's. */
  Optional<PrincipalDirectory> host() {
    return place == Place.STORE ? Optional.empty() : Optional.of(directory);
  }

  /** Whose names and keys those of the store may not have. */
  Neighbours neighbours() {
    return place == Place.BOTH ? new Neighbours(Optional.of(directory)) : Neighbours.NONE;
  }

  /**
   * What becomes of a name that a policy names: of whom one place can't tell, a namesake may be
   * made in the other.
   */
  Pinning.Missing missing(Pinning.Missing chosen) {
    return place == Place.BOTH && chosen == Pinning.Missing.REFUSED
        ? Pinning.Missing.UNTOLD_TOO
        : chosen;
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

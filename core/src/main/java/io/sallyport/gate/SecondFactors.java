package io.sallyport.gate;

import io.sallyport.error.AccessDeniedException;
import io.sallyport.error.InvalidInputException;
import io.sallyport.policy.eval.RequestContext;
import io.sallyport.principal.Principal;
import io.sallyport.principal.UserSession;
import io.sallyport.sts.MfaCode;
import io.sallyport.sts.MfaVerifier;
import java.util.Optional;

/** Verifies second factors. Thread-safe. */
public final class SecondFactors {
  private static final RequestContext GIVEN =
      RequestContext.builder()
          .host("aws:MultiFactorAuthPresent", "true")
          .host("aws:MultiFactorAuthAge", "0")
          .build();

  private final Optional<MfaVerifier> verifier;

  /** Second factors, by what verifies them, if the host has that. */
  public SecondFactors(Optional<MfaVerifier> verifier) {
    this.verifier = verifier.map(HostCode::secondFactors);
  }

  /**
   * Who asks, to whom the second factor of the call counts.
   *
   * @throws InvalidInputException if nothing here verifies one
   * @throws AccessDeniedException if it is not right
   */
  Asker asker(Principal caller, Optional<MfaCode> code, RequestContext facts) {
    if (code.isEmpty()) {
      return new Asker(caller, facts);
    }
    MfaVerifier known =
        verifier.orElseThrow(
            () ->
                new InvalidInputException(
                    "SerialNumber",
                    code.get().serialNumber(),
                    "a device that is known here, where no second factor is verified"));
    Asker asker = believed(caller, facts);
    if (!known.verify(caller, code.get())) {
      throw new AccessDeniedException(
          "MultiFactorAuthentication failed with invalid MFA one time pass code. ");
    }
    return asker;
  }

  /**
   * Who asks, to whom a second factor counts that is right.
   *
   * @throws AccessDeniedException if it is nobody who may have one
   */
  static Asker believed(Principal caller, RequestContext facts) {
    if (caller instanceof UserSession session) {
      return new Asker(session.withSecondFactor(), facts);
    }
    if (caller instanceof Principal.User || caller instanceof Principal.Root) {
      return new Asker(caller, GIVEN.over(facts));
    }
    throw new AccessDeniedException(
        "MultiFactorAuthentication failed, unable to validate MFA code.  Please verify your MFA"
            + " serial number is valid and associated with this user.");
  }
}

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
    this.verifier = verifier;
  }

  /** Who asks, and what is known of the request. */
  record Asker(Principal caller, RequestContext facts) {}

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
    verify(caller, code.get());
    return caller instanceof UserSession session
        ? new Asker(session.withSecondFactor(), facts)
        : new Asker(caller, GIVEN.over(facts));
  }

  private void verify(Principal caller, MfaCode code) {
    MfaVerifier known =
        verifier.orElseThrow(
            () ->
                new InvalidInputException(
                    "SerialNumber",
                    code.serialNumber(),
                    "a device that is known here, where no second factor is verified"));
    boolean mayHaveOne =
        caller instanceof Principal.User
            || caller instanceof Principal.Root
            || caller instanceof UserSession;
    if (!mayHaveOne) {
      throw new AccessDeniedException(
          "MultiFactorAuthentication failed, unable to validate MFA code.  Please verify your MFA"
              + " serial number is valid and associated with this user.");
    }
    if (!known.verify(caller, code)) {
      throw new AccessDeniedException(
          "MultiFactorAuthentication failed with invalid MFA one time pass code. ");
    }
  }
}

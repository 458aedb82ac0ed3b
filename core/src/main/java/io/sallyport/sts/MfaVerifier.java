package io.sallyport.sts;

import io.sallyport.principal.Principal;

/**
 * Tells whether a second factor is right: the host's, since Sallyport keeps no devices.
 * Thread-safe.
 *
 * @see io.sallyport.SallyportBuilder#mfaVerifier
 */
@FunctionalInterface
public interface MfaVerifier {

  /**
   * Whether a device is this caller's and shows this code now. A code is right once: the call that
   * answers true for it takes it, and no later or simultaneous one does, on whatever node. Nor may
   * codes be tried without a limit: six digits are soon guessed. If that can't be told it throws,
   * and the call is refused with 503.
   *
   * @param caller a user or a root user, who has proved to hold its access key, or a session of its
   *     own
   */
  boolean verify(Principal caller, MfaCode code);
}

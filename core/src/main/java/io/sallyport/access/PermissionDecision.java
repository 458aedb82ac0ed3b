package io.sallyport.access;

import io.sallyport.error.Printable;
import io.sallyport.policy.eval.Decision;

/** One of the permissions that a request needs, and what was decided about it. */
public record PermissionDecision(String action, String resource, Decision decision) {

  @Override
  public String toString() {
    return Printable.of(action + " on " + resource + ": " + decision);
  }
}

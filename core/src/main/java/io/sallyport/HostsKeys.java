package io.sallyport;

import io.sallyport.arn.Arn;
import io.sallyport.entity.Authority;
import io.sallyport.error.UnsupportedActionException;
import io.sallyport.policy.eval.RequestContext;

/**
 * What may be done by a root user whose keys are the host's: nothing with keys of the store, which
 * could never count.
 */
record HostsKeys(Authority root) implements Authority {
  @Override
  public void require(String action, Arn resource, String asked, RequestContext own) {
    if (action.contains("AccessKey")) {
      throw UnsupportedActionException.ofHost("access keys");
    }
    root.require(action, resource, asked, own);
  }

  @Override
  public void made(String action, Arn resource) {
    root.made(action, resource);
  }
}

package io.sallyport.gate;

import io.sallyport.identity.AccountId;
import io.sallyport.policy.eval.Decision;
import io.sallyport.policy.eval.RequestContext;
import io.sallyport.policy.eval.ResourcePolicy;
import java.util.function.Function;

/** What an account owns, and says no more itself of who may use it than what comes along. */
record Owned(AccountId id, ResourcePolicy grants) implements Target {
  @Override
  public String account() {
    return id.value();
  }

  @Override
  public RequestContext keys() {
    return RequestContext.whenAsked(keys -> RequestFacts.writeOwner(id, keys));
  }

  @Override
  public Decision decide(Function<ResourcePolicy, Decision> deciding) {
    return deciding.apply(grants);
  }
}

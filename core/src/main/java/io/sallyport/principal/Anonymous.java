package io.sallyport.principal;

import io.sallyport.identity.AccountId;
import io.sallyport.policy.eval.Caller;
import io.sallyport.policy.eval.RequestContext;
import java.util.Optional;

/** Nobody: the request was not signed. */
public record Anonymous() implements Principal {
  @Override
  public AccountId account() {
    return AccountId.EMPTY;
  }

  @Override
  public String name() {
    return "anonymous";
  }

  @Override
  public String userId() {
    return name();
  }

  @Override
  public Optional<SessionDetails> session() {
    return Optional.empty();
  }

  @Override
  public Caller caller() {
    return new Caller.Anonymous();
  }

  @Override
  public Permissions permissions() {
    return Permissions.nothing();
  }

  @Override
  public void describe(RequestContext.Builder context) {
    context.host("aws:PrincipalType", "Anonymous");
    context.host("aws:userid", userId());
  }
}

package io.sallyport.gate;

import io.sallyport.arn.Arn;
import io.sallyport.entity.Authority;
import io.sallyport.identity.AccountId;
import io.sallyport.journal.Actors;
import io.sallyport.journal.Journal;
import io.sallyport.policy.eval.RequestContext;
import io.sallyport.policy.eval.ResourcePolicy;
import io.sallyport.principal.Principal;
import java.util.Optional;

/** What a caller may do to the resources of an account, as the evaluator says. */
record CallerAuthority(
    Authorizer authorizer,
    Principal principal,
    AccountId owner,
    RequestContext facts,
    Journal journal)
    implements Authority {

  @Override
  public void require(String action, Arn resource, String asked, RequestContext own) {
    RequestContext known = facts.over(own);
    String arn = resource.toString();
    if (!authorizer.decide(principal, action, arn, owner, known).isAllowed()) {
      throw authorizer
          .denials()
          .denied(principal, action, asked, arn, owner, known, Optional.of(ResourcePolicy.none()));
    }
  }

  @Override
  public void made(String action, Arn resource) {
    if (journal.isKept()) {
      HostAuthority.note(journal, Actors.of(principal, facts), action, resource);
    }
  }
}

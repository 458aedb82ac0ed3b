package io.sallyport.gate;

import io.sallyport.access.Requester;
import io.sallyport.http.RequestHead;
import io.sallyport.identity.AccountId;
import io.sallyport.policy.eval.Decision;
import io.sallyport.principal.Principal;
import io.sallyport.s3.S3RequestParser;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a check proved of a request's caller, and the facts of the request. */
record Sender(
    Principal caller, Map<String, List<String>> facts, Authorizer authorizer, AccountId owner)
    implements Requester {

  static Sender of(
      Authentication proof, RequestHead head, Instant now, Authorizer authorizer, AccountId owner) {
    Map<String, List<String>> facts = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    facts.putAll(RequestFacts.of(head));
    if (proof instanceof Authentication.Proven proven) {
      facts.putAll(S3RequestParser.factsOf(proven.request().request(), now));
    }
    return new Sender(proof.caller(), facts, authorizer, owner);
  }

  /** The facts of the request come last: nothing else that is asserted replaces them. */
  @Override
  public Decision decide(String action, String resource, Map<String, List<String>> more) {
    Map<String, List<String>> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    all.putAll(more);
    all.putAll(facts);
    return authorizer.decide(caller, action, resource, owner, all);
  }

  @Override
  public String toString() {
    return caller.name();
  }
}

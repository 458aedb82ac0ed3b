package io.sallyport.policy.eval;

import io.sallyport.policy.source.Printable;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What is asked: may this caller do this action on this resource? It counts the steps that its
 * decision takes, so it is decided by one thread at a time; the context may be shared by many.
 */
public final class AccessRequest {
  /** How many steps one decision may take; as a rule it takes some hundred. */
  static final long MOST_STEPS = 5_000_000;

  private static final Pattern ROLE =
      Pattern.compile("arn:[^:]*:iam:[^:]*:[^:]*:role/.*", Pattern.DOTALL);

  private final Caller caller;
  private final String action;
  private final String resource;
  private final String resourceAccount;
  private final CountedFacts facts;
  private final String actionKey;
  private final CallerNames callerNames;

  AccessRequest(
      Caller caller,
      CallerNames callerNames,
      String action,
      String resource,
      String resourceAccount,
      CountedFacts facts) {
    this.caller = caller;
    this.action = action;
    this.resource = resource;
    this.resourceAccount = resourceAccount;
    this.facts = facts;
    this.actionKey = action.toLowerCase(Locale.ROOT);
    this.callerNames = callerNames;
  }

  /**
   * Makes a request.
   *
   * @param action such as {@code s3:GetObject}, in any case
   * @param resource its ARN, or {@code *} for actions that have none
   * @param resourceAccount the account that owns the resource
   */
  public static AccessRequest of(
      Caller caller,
      String action,
      String resource,
      String resourceAccount,
      RequestContext context) {
    return new AccessRequest(
        caller,
        CallerNames.of(caller),
        action,
        resource,
        resourceAccount,
        new CountedFacts(context, new Steps(MOST_STEPS)));
  }

  /** Who asks. */
  public Caller caller() {
    return caller;
  }

  /** The action, as given. */
  public String action() {
    return action;
  }

  /** The resource's ARN, or {@code *}. */
  public String resource() {
    return resource;
  }

  /** The account that owns the resource. */
  public String resourceAccount() {
    return resourceAccount;
  }

  /** What else is known. */
  public RequestContext context() {
    return facts.context();
  }

  /** The context, with the steps of the decision. */
  CountedFacts facts() {
    return facts;
  }

  /** The action in lower case. */
  String actionKey() {
    return actionKey;
  }

  /**
   * Whether the request is to assume a role, or for what goes with that, such as {@code
   * sts:TagSession} on a role: this takes a trust policy even in one account.
   */
  boolean assumesRole() {
    return actionKey.startsWith("sts:assumerole")
        || (actionKey.startsWith("sts:") && ROLE.matcher(resource).matches());
  }

  /** Whether one whom a provider vouches for may ask it at all. */
  boolean isForFederated() {
    return actionKey.startsWith("sts:assumerolewith")
        || actionKey.equals("sts:tagsession")
        || actionKey.equals("sts:setsourceidentity");
  }

  /** The names by which policies may know the caller. */
  CallerNames callerNames() {
    return callerNames;
  }

  @Override
  public String toString() {
    return Printable.of(action + " on " + resource + " by " + caller);
  }
}

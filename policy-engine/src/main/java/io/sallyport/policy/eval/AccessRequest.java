package io.sallyport.policy.eval;

import io.sallyport.policy.source.Printable;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What is asked: may this caller do this action on this resource? Immutable but for the context,
 * whose values may be fetched while it is decided; thread-safe.
 */
public final class AccessRequest {
  private static final Pattern ROLE =
      Pattern.compile("arn:[^:]*:iam:[^:]*:[^:]*:role/.*", Pattern.DOTALL);

  private final Caller caller;
  private final String action;
  private final String resource;
  private final String resourceAccount;
  private final RequestContext context;
  private final String actionKey;
  private final CallerNames callerNames;

  private AccessRequest(
      Caller caller,
      String action,
      String resource,
      String resourceAccount,
      RequestContext context) {
    this.caller = caller;
    this.action = action;
    this.resource = resource;
    this.resourceAccount = resourceAccount;
    this.context = context;
    this.actionKey = action.toLowerCase(Locale.ROOT);
    this.callerNames = CallerNames.of(caller);
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
    return new AccessRequest(caller, action, resource, resourceAccount, context);
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
    return context;
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

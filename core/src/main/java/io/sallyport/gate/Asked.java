package io.sallyport.gate;

import io.sallyport.error.AccessDeniedException;
import io.sallyport.identity.SourceIdentity;
import io.sallyport.identity.Tags;
import io.sallyport.policy.eval.RequestContext;
import io.sallyport.principal.Principal;
import io.sallyport.principal.RoleSession;
import io.sallyport.principal.SessionDetails;
import io.sallyport.principal.SessionTags;
import io.sallyport.role.Role;
import io.sallyport.sts.AssumeRoleRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a new session is asked to be, with what it inherits from the session that begins it: what is
 * decided on is what it gets.
 */
record Asked(AssumeRoleRequest request, SessionTags tags, Optional<SourceIdentity> sourceIdentity) {

  /** The session that asks for another, if one does. */
  static Optional<SessionDetails> parent(Principal caller) {
    return caller instanceof RoleSession session
        ? Optional.of(session.details())
        : Optional.empty();
  }

  /**
   * What is asked for.
   *
   * @param parent the session that asks, if one does
   * @throws AccessDeniedException if it asks to change what a session inherits
   */
  static Asked of(AssumeRoleRequest request, Optional<SessionDetails> parent) {
    Optional<SourceIdentity> inherited = parent.flatMap(SessionDetails::sourceIdentity);
    if (inherited.isPresent()
        && request.sourceIdentity().isPresent()
        && !request.sourceIdentity().equals(inherited)) {
      throw new AccessDeniedException("the source identity is inherited, and can't be changed");
    }
    return new Asked(
        request,
        request.tags().inheriting(parent.map(SessionDetails::tags).orElse(SessionTags.NONE)),
        inherited.or(request::sourceIdentity));
  }

  /** The actions besides {@code sts:AssumeRole} that must be allowed. */
  List<String> furtherActions() {
    List<String> actions = new ArrayList<>();
    if (!tags.tags().isEmpty()) {
      actions.add("sts:TagSession");
    }
    if (sourceIdentity.isPresent()) {
      actions.add("sts:SetSourceIdentity");
    }
    return actions;
  }

  /**
   * The condition keys of the call. Nothing that a host asserts changes them, nor fills an external
   * id or a source identity that was left out.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssecuritytokenservice.html">STS's
   *     condition keys</a>
   */
  RequestContext facts(Role role) {
    return RequestContext.whenAsked(facts -> write(role, facts));
  }

  private void write(Role role, RequestContext.Builder facts) {
    facts.host("sts:RoleSessionName", request.sessionName().value());
    facts.host("sts:DurationSeconds", Long.toString(request.duration().toSeconds()));
    facts.host("sts:ExternalId", ifGiven(request.externalId()));
    facts.host("sts:SourceIdentity", ifGiven(sourceIdentity.map(SourceIdentity::value).orElse("")));
    facts.hostMultivalued(
        "sts:TransitiveTagKeys", tags.tags().keys().stream().filter(tags::isTransitive).toList());
    facts.hostMultivalued("aws:TagKeys", List.copyOf(tags.tags().keys()));
    tags.tags().describe("aws:RequestTag/", facts);
    role.holdings().tags().describe("iam:ResourceTag/", facts);
    role.holdings().tags().describe("aws:ResourceTag/", facts);
  }

  /** The condition keys of a call that begins a session of a user's, without what it asks to be. */
  static RequestContext facts(Duration duration) {
    return RequestContext.builder()
        .host("sts:DurationSeconds", Long.toString(duration.toSeconds()))
        .build();
  }

  /** The condition keys of a call that federates. */
  static RequestContext facts(Duration duration, Tags tags) {
    RequestContext.Builder facts = RequestContext.builder();
    facts.hostMultivalued("aws:TagKeys", List.copyOf(tags.keys()));
    tags.describe("aws:RequestTag/", facts);
    return facts.build().over(facts(duration));
  }

  private static String[] ifGiven(String value) {
    return value.isEmpty() ? new String[0] : new String[] {value};
  }
}

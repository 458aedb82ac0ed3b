package io.sallyport.policy.eval;

import io.sallyport.policy.PolicyDocument;
import io.sallyport.policy.json.PolicyWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A request and its policies, uncompiled: what both evaluators are given. */
record Sample(
    Caller caller,
    String action,
    String resource,
    String account,
    Map<String, List<String>> context,
    Set<String> multivalued,
    List<PolicyDocument> identity,
    Optional<PolicyDocument> boundary,
    List<List<PolicyDocument>> sessions,
    Optional<PolicyDocument> own) {

  AccessRequest request() {
    return AccessRequest.of(caller, action, resource, account, known().build());
  }

  /** The request if the values of a key can't be had. */
  AccessRequest requestWithout(String key) {
    RequestContext.Builder builder =
        known()
            .hostLazy(
                key,
                () -> {
                  throw new IllegalStateException("no answer");
                });
    return AccessRequest.of(caller, action, resource, account, builder.build());
  }

  private RequestContext.Builder known() {
    RequestContext.Builder builder = RequestContext.builder();
    context.forEach(
        (key, values) -> {
          if (multivalued.contains(key)) {
            builder.hostMultivalued(key, values);
          } else {
            builder.host(key, values.toArray(String[]::new));
          }
        });
    return builder;
  }

  Policies policies() {
    Policies.Builder builder = Policies.builder();
    builder.identity(compile("identity", identity));
    boundary.ifPresent(it -> builder.boundary(CompiledPolicy.compile("boundary", it)));
    sessions.forEach(it -> builder.session(compile("session", it)));
    own.ifPresent(
        it -> {
          CompiledPolicy compiled = CompiledPolicy.compile("own", it);
          if (it.type().hasResource()) {
            builder.resource(compiled);
          } else {
            builder.trust(compiled);
          }
        });
    return builder.build();
  }

  private static CompiledPolicy[] compile(String name, List<PolicyDocument> documents) {
    List<CompiledPolicy> compiled = new ArrayList<>();
    for (PolicyDocument document : documents) {
      compiled.add(CompiledPolicy.compile(name + compiled.size(), document));
    }
    return compiled.toArray(CompiledPolicy[]::new);
  }

  Decision decide() {
    return Ask.decide(policies(), request());
  }

  Sample withIdentity(List<PolicyDocument> other) {
    return new Sample(
        caller, action, resource, account, context, multivalued, other, boundary, sessions, own);
  }

  Sample withBoundary(Optional<PolicyDocument> other) {
    return new Sample(
        caller, action, resource, account, context, multivalued, identity, other, sessions, own);
  }

  Sample withSessions(List<List<PolicyDocument>> other) {
    return new Sample(
        caller, action, resource, account, context, multivalued, identity, boundary, other, own);
  }

  Sample withOwn(Optional<PolicyDocument> other) {
    return new Sample(
        caller,
        action,
        resource,
        account,
        context,
        multivalued,
        identity,
        boundary,
        sessions,
        other);
  }

  /** Policies included, so that a failure says what it was about. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    text.append(caller).append(' ').append(action).append(' ').append(resource);
    text.append(" of ").append(account).append(' ').append(context).append(multivalued);
    identity.forEach(it -> text.append("\n  ").append(PolicyWriter.write(it)));
    boundary.ifPresent(it -> text.append("\n  boundary ").append(PolicyWriter.write(it)));
    for (List<PolicyDocument> layer : sessions) {
      layer.forEach(it -> text.append("\n  session ").append(PolicyWriter.write(it)));
      text.append("\n  ,");
    }
    own.ifPresent(it -> text.append("\n  own ").append(PolicyWriter.write(it)));
    return text.append('\n').toString();
  }
}

package io.sallyport.operation;

import io.sallyport.identity.AttachedPolicy;
import io.sallyport.identity.Bounded;
import io.sallyport.identity.EntityPolicies;
import io.sallyport.identity.Listing;
import io.sallyport.identity.PageRequest;
import io.sallyport.identity.PolicyArn;
import io.sallyport.identity.PolicyName;
import io.sallyport.identity.Tagged;
import io.sallyport.wire.XmlWriter;
import java.util.List;
import java.util.function.Function;

/**
 * The operations that users, groups and roles have in common.
 *
 * @param noun as in the names of the operations, such as {@code Role}
 * @param name makes a name of the parameter that has it, such as {@code RoleName}
 */
record EntityRows<N>(String noun, Function<String, N> name) {

  /** The name that a request gives. */
  N name(Parameters parameters) {
    return name.apply(parameters.get(noun + "Name"));
  }

  /** What is asked of an entity, with one more thing. */
  private record Of<N, T>(N name, T what) {}

  /** A document of a policy of an entity. */
  record Document<N>(N name, PolicyName policy, String text) {}

  /** A page of attached policies. */
  private record AttachedPage(String pathPrefix, PageRequest page) {}

  private <T> Function<Parameters, Of<N, T>> of(Function<Parameters, T> what) {
    return parameters -> new Of<>(name(parameters), what.apply(parameters));
  }

  /** Inline and attached policies. */
  <M extends EntityPolicies<N>> List<Operation<?, ?>> policies(Function<Call, M> view) {
    Rows<M> rows = new Rows<>(view);
    return List.of(
        rows.changing(
            "Put" + noun + "Policy",
            this::document,
            (manager, put) -> manager.putPolicy(put.name(), put.policy(), put.text())),
        rows.asking(
            "Get" + noun + "Policy",
            of(EntityRows::policyName),
            (manager, of) ->
                new Document<>(of.name(), of.what(), manager.getPolicy(of.name(), of.what())),
            this::write),
        rows.asking(
            "List" + noun + "Policies",
            of(Parameters::page),
            (manager, of) -> manager.listPolicies(of.name(), of.what()),
            EntityRows::writeNames),
        rows.changing(
            "Delete" + noun + "Policy",
            of(EntityRows::policyName),
            (manager, of) -> manager.deletePolicy(of.name(), of.what())),
        rows.changing(
            "Attach" + noun + "Policy",
            of(EntityRows::policyArn),
            (manager, of) -> manager.attachPolicy(of.name(), of.what())),
        rows.changing(
            "Detach" + noun + "Policy",
            of(EntityRows::policyArn),
            (manager, of) -> manager.detachPolicy(of.name(), of.what())),
        rows.asking(
            "ListAttached" + noun + "Policies",
            of(EntityRows::attachedPage),
            (manager, of) ->
                manager.listAttachedPolicies(of.name(), of.what().pathPrefix(), of.what().page()),
            EntityRows::writeAttached));
  }

  /** Permissions boundaries. */
  <M extends Bounded<N>> List<Operation<?, ?>> boundaries(Function<Call, M> view) {
    Rows<M> rows = new Rows<>(view);
    return List.of(
        rows.changing(
            "Put" + noun + "PermissionsBoundary",
            of(parameters -> new PolicyArn(parameters.get("PermissionsBoundary"))),
            (manager, of) -> manager.putPermissionsBoundary(of.name(), of.what())),
        rows.changing(
            "Delete" + noun + "PermissionsBoundary",
            this::name,
            Bounded::deletePermissionsBoundary));
  }

  /** Tags. */
  <M extends Tagged<N>> List<Operation<?, ?>> tags(Function<Call, M> view) {
    return tags(view, this::name);
  }

  /**
   * Tags of what is named in another way.
   *
   * @param named reads what the tags are of
   */
  <M extends Tagged<N>> List<Operation<?, ?>> tags(
      Function<Call, M> view, Function<Parameters, N> named) {
    Rows<M> rows = new Rows<>(view);
    return List.of(
        rows.changing(
            "Tag" + noun,
            parameters -> new Of<>(named.apply(parameters), parameters.tags()),
            (manager, of) -> manager.tag(of.name(), of.what())),
        rows.changing(
            "Untag" + noun,
            parameters -> new Of<>(named.apply(parameters), parameters.tagKeys()),
            (manager, of) -> manager.untag(of.name(), of.what())),
        rows.asking(
            "List" + noun + "Tags",
            parameters -> new Of<>(named.apply(parameters), parameters.page()),
            (manager, of) -> manager.listTags(of.name(), of.what()),
            (tags, result) -> {
              Shapes.tags(tags.items(), result);
              Shapes.end(tags, result);
            }));
  }

  private static PolicyName policyName(Parameters parameters) {
    return new PolicyName(parameters.get("PolicyName"));
  }

  private static PolicyArn policyArn(Parameters parameters) {
    return new PolicyArn(parameters.get("PolicyArn"));
  }

  private static AttachedPage attachedPage(Parameters parameters) {
    return new AttachedPage(parameters.find("PathPrefix").orElse("/"), parameters.page());
  }

  private Document<N> document(Parameters parameters) {
    return new Document<>(
        name(parameters), policyName(parameters), parameters.get("PolicyDocument"));
  }

  private void write(Document<N> document, XmlWriter result) {
    result.element(noun + "Name", document.name().toString());
    result.element("PolicyName", document.policy().value());
    result.element("PolicyDocument", Shapes.encoded(document.text()));
  }

  private static void writeNames(Listing<PolicyName> names, XmlWriter result) {
    result.open("PolicyNames");
    names.items().forEach(name -> result.element("member", name.value()));
    result.close("PolicyNames");
    Shapes.end(names, result);
  }

  private static void writeAttached(Listing<AttachedPolicy> policies, XmlWriter result) {
    result.open("AttachedPolicies");
    for (AttachedPolicy policy : policies.items()) {
      result.open("member");
      result.element("PolicyName", policy.name().value());
      result.element("PolicyArn", policy.arn().value());
      result.close("member");
    }
    result.close("AttachedPolicies");
    Shapes.end(policies, result);
  }
}

package io.sallyport.entity;

import io.sallyport.document.Table;
import io.sallyport.entity.Attachments.Attached;
import io.sallyport.error.NoSuchEntityException;
import io.sallyport.identity.AccountId;
import io.sallyport.identity.AttachedPolicy;
import io.sallyport.identity.Holdings;
import io.sallyport.identity.Listing;
import io.sallyport.identity.PageRequest;
import io.sallyport.identity.PolicyArn;
import io.sallyport.identity.PolicyName;
import io.sallyport.identity.Tag;
import io.sallyport.identity.Tags;
import io.sallyport.managed.PolicyHolder;
import io.sallyport.managed.PolicyUsage;
import io.sallyport.policy.Leniency;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * What users, groups and roles in the store have in common: policies of their own and attached
 * ones, a boundary, tags.
 *
 * @param <N> the name of an entity, whose text is the name itself
 * @param <E> an entity
 */
abstract class StoredEntities<N, E> extends EntityChanges<N, E> {
  private final int maxInline;

  /** Entities of a kind, whose inline policies have so many characters together at most. */
  StoredEntities(
      PolicyHolder.Kind kind,
      int maxInline,
      AccountId account,
      Foundation foundation,
      Table<E> table,
      Authority authority) {
    super(kind, account, foundation, table, authority);
    this.maxInline = maxInline;
  }

  public void putPolicy(N name, PolicyName policy, String document) {
    hold(
        action("Put", "Policy"),
        name,
        CallFacts::boundary,
        held -> held.withInline(held.inline().with(policy, document, maxInline, leniencies())));
  }

  /** Ceph takes in policies of roles what it doesn't in those of users and groups. */
  private Set<Leniency> leniencies() {
    return kind == PolicyHolder.Kind.ROLE ? foundation.leniencies() : Set.of();
  }

  public String getPolicy(N name, PolicyName policy) {
    return holdings(get(action("Get", "Policy"), name)).inline().get(policy).text();
  }

  public Listing<PolicyName> listPolicies(N name, PageRequest page) {
    Holdings held = holdings(get(action("List", "Policies"), name));
    return Listing.of(held.inline().texts().keySet(), PolicyName::value, page);
  }

  public void deletePolicy(N name, PolicyName policy) {
    hold(
        action("Delete", "Policy"),
        name,
        CallFacts::boundary,
        held -> held.withInline(held.inline().without(policy)));
  }

  public void attachPolicy(N name, PolicyArn policy) {
    update(
        action("Attach", "Policy"),
        name,
        (facts, held) -> facts.policy(policy).boundary(held),
        (entity, change) -> {
          if (holdings(entity).attached().contains(policy)) {
            return entity;
          }
          Holdings more = holdings(entity).attaching(policy);
          attachments.add(policy, attached(entity), change);
          return with(entity, more);
        });
  }

  public void detachPolicy(N name, PolicyArn policy) {
    update(
        action("Detach", "Policy"),
        name,
        (facts, held) -> facts.policy(policy).boundary(held),
        (entity, change) -> {
          Holdings fewer = holdings(entity).detaching(policy);
          attachments.remove(policy, attached(entity), change);
          return with(entity, fewer);
        });
  }

  public Listing<AttachedPolicy> listAttachedPolicies(N name, String pathPrefix, PageRequest page) {
    Lists.checkPrefix(pathPrefix);
    Holdings held = holdings(get("iam:ListAttached" + kind.noun() + "Policies", name));
    return Listing.of(
        held.attached().stream()
            .filter(arn -> arn.path().value().startsWith(pathPrefix))
            .map(AttachedPolicy::of)
            .toList(),
        attached -> attached.name() + " " + attached.arn(),
        page);
  }

  public void putPermissionsBoundary(N name, PolicyArn policy) {
    update(
        action("Put", "PermissionsBoundary"),
        name,
        (facts, held) -> facts.boundary(Optional.of(policy)),
        (entity, change) -> {
          release(entity, change);
          attachments.add(policy, bounded(entity), change);
          return with(entity, holdings(entity).withBoundary(Optional.of(policy)));
        });
  }

  public void deletePermissionsBoundary(N name) {
    update(
        action("Delete", "PermissionsBoundary"),
        name,
        CallFacts::boundary,
        (entity, change) -> {
          if (holdings(entity).boundary().isEmpty()) {
            throw new NoSuchEntityException("the permissions boundary of " + noun(), name(name));
          }
          release(entity, change);
          return with(entity, holdings(entity).withBoundary(Optional.empty()));
        });
  }

  public void tag(N name, Tags tags) {
    hold(
        "iam:Tag" + kind.noun(),
        name,
        (facts, held) -> facts.request(tags),
        held -> held.withTags(foundation.tagging().apply(held.tags(), tags)));
  }

  public void untag(N name, Set<String> keys) {
    hold(
        "iam:Untag" + kind.noun(),
        name,
        (facts, held) -> facts.tagKeys(keys),
        held -> held.withTags(held.tags().without(keys)));
  }

  public Listing<Tag> listTags(N name, PageRequest page) {
    return holdings(get("iam:List" + kind.noun() + "Tags", name)).tags().page(page);
  }

  private void hold(String action, N name, Facts facts, UnaryOperator<Holdings> work) {
    E unused =
        update(action, name, facts, (entity, change) -> with(entity, work.apply(holdings(entity))));
  }

  private Attached attached(E entity) {
    return new Attached(holder(entity), PolicyUsage.PERMISSIONS);
  }

  private String action(String verb, String what) {
    return "iam:" + verb + kind.noun() + what;
  }
}

package io.sallyport.entity;

import io.sallyport.arn.Arn;
import io.sallyport.document.Change;
import io.sallyport.document.Documents;
import io.sallyport.document.Table;
import io.sallyport.entity.Attachments.Attached;
import io.sallyport.error.ConflictException;
import io.sallyport.error.NoSuchEntityException;
import io.sallyport.identity.AccountId;
import io.sallyport.identity.AttachedPolicy;
import io.sallyport.identity.EntityPath;
import io.sallyport.identity.Holdings;
import io.sallyport.identity.Listing;
import io.sallyport.identity.PageRequest;
import io.sallyport.identity.PolicyArn;
import io.sallyport.identity.PolicyName;
import io.sallyport.identity.Tag;
import io.sallyport.identity.Tags;
import io.sallyport.managed.PolicyHolder;
import io.sallyport.managed.PolicyUsage;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * What users, groups and roles in the store have in common: a document each, by its folded name,
 * which has what it holds. Each call asks for its own IAM action, on the entity that it read and no
 * other: a change is made only to the very document that was asked on.
 *
 * @param <N> the name of an entity, whose text is the name itself
 * @param <E> an entity
 */
abstract class StoredEntities<N, E> {
  /** What tells of a call, given what its entity holds. */
  interface Facts extends BiConsumer<CallFacts, Holdings> {
    /** Nothing but the entity's tags. */
    Facts NONE = (facts, held) -> {};
  }

  final AccountId account;
  final Foundation foundation;
  final Documents documents;
  final Table<E> table;
  final Authority authority;
  final Attachments attachments;
  private final PolicyHolder.Kind kind;
  private final int maxInline;

  /** Entities of a kind. */
  StoredEntities(
      PolicyHolder.Kind kind,
      int maxInline,
      AccountId account,
      Foundation foundation,
      Table<E> table,
      Authority authority) {
    this.kind = kind;
    this.maxInline = maxInline;
    this.account = account;
    this.foundation = foundation;
    this.documents = foundation.documents();
    this.table = table;
    this.authority = authority;
    this.attachments = new Attachments(account, documents);
  }

  /** Who it is, to the policies that it has. */
  abstract PolicyHolder holder(E entity);

  abstract Holdings holdings(E entity);

  abstract E with(E entity, Holdings holdings);

  public void putPolicy(N name, PolicyName policy, String document) {
    hold(
        action("Put", "Policy"),
        name,
        CallFacts::boundary,
        held -> held.withInline(held.inline().with(policy, document, maxInline)));
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

  /** Makes an entity, with the boundary that it names. */
  final void create(E entity) {
    create(entity, change -> {});
  }

  /**
   * Makes an entity, with the boundary that it names.
   *
   * @param more writes what hangs together with it
   */
  final void create(E entity, Consumer<Change> more) {
    PolicyHolder holder = holder(entity);
    Holdings held = holdings(entity);
    CallFacts facts = new CallFacts().request(held.tags()).boundary(held);
    authority.require(
        "iam:Create" + kind.noun(), holder.arn(account), described(holder.name()), facts.build());
    documents.change(
        described(holder.name()),
        change -> {
          if (change.get(table, folded(holder.name())).isPresent()) {
            throw ConflictException.alreadyExists(noun(), holder.name());
          }
          held.boundary().ifPresent(policy -> attachments.add(policy, bounded(entity), change));
          change.put(table, entity, folded(holder.name()));
          more.accept(change);
        });
  }

  /** An entity, if it is there and the caller may do this to it. */
  final Optional<E> find(String action, N name) {
    Optional<E> entity = table.get(folded(name(name)));
    requireOn(action, name, entity, Facts.NONE);
    return entity;
  }

  final E get(String action, N name) {
    return find(action, name).orElseThrow(() -> noSuch(name));
  }

  /** Changes an entity, and with it what else hangs together with it. */
  final E update(String action, N name, Facts facts, BiFunction<E, Change, E> work) {
    return documents.changeAndAnswer(
        described(name(name)),
        change -> {
          E changed = work.apply(existing(action, name, facts, change), change);
          change.put(table, changed, folded(name(name)));
          return changed;
        });
  }

  private void hold(String action, N name, Facts facts, UnaryOperator<Holdings> work) {
    E unused =
        update(action, name, facts, (entity, change) -> with(entity, work.apply(holdings(entity))));
  }

  /**
   * Deletes an entity that has no policies; its boundary goes with it.
   *
   * @param more refuses what else stands against it, and deletes what hangs on it
   */
  final void delete(N name, BiConsumer<E, Change> more) {
    documents.change(
        described(name(name)),
        change -> {
          E entity = existing("iam:Delete" + kind.noun(), name, Facts.NONE, change);
          if (holdings(entity).hasPolicies()) {
            throw ConflictException.hasDependents(
                described(name(name)) + " still has policies: delete and detach them first");
          }
          more.accept(entity, change);
          release(entity, change);
          change.delete(table, folded(name(name)));
        });
  }

  /**
   * Writes an entity that goes by another name or path from now on, if the caller may make such a
   * one: under its new name, as its policies' holder, and under its old name no more.
   */
  final void rename(N from, N to, E old, E renamed, Change change) {
    PolicyHolder holder = holder(renamed);
    CallFacts facts = new CallFacts().resource(holdings(old).tags());
    authority.require(
        "iam:Update" + kind.noun(), holder.arn(account), described(name(to)), facts.build());
    if (!folded(name(from)).equals(folded(name(to)))) {
      if (change.get(table, folded(name(to))).isPresent()) {
        throw ConflictException.alreadyExists(noun(), name(to));
      }
      change.delete(table, folded(name(from)));
    }
    change.put(table, renamed, folded(name(to)));
    attachments.rename(holdings(renamed), holder, change);
  }

  /** The entity that is to be changed, once it is known that the caller may do that to it. */
  final E existing(String action, N name, Facts facts, Change change) {
    Optional<E> entity = change.get(table, folded(name(name)));
    requireOn(action, name, entity, facts);
    return entity.orElseThrow(() -> noSuch(name));
  }

  /** Asked on the entity's own ARN; on one without a path if there is no such entity. */
  final void requireOn(String action, N name, Optional<E> entity, Facts own) {
    Holdings held = entity.map(this::holdings).orElse(Holdings.NONE);
    PolicyHolder holder =
        entity
            .map(this::holder)
            .orElseGet(() -> new PolicyHolder(kind, "", name(name), EntityPath.ROOT));
    Arn arn = holder.arn(account);
    CallFacts facts = new CallFacts().resource(held.tags());
    own.accept(facts, held);
    authority.require(action, arn, described(name(name)), facts.build());
  }

  final NoSuchEntityException noSuch(N name) {
    return new NoSuchEntityException(noun(), name(name));
  }

  static String folded(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  static String name(Object name) {
    return name.toString();
  }

  private void release(E entity, Change change) {
    holdings(entity)
        .boundary()
        .ifPresent(policy -> attachments.remove(policy, bounded(entity), change));
  }

  private Attached attached(E entity) {
    return new Attached(holder(entity), PolicyUsage.PERMISSIONS);
  }

  private Attached bounded(E entity) {
    return new Attached(holder(entity), PolicyUsage.BOUNDARY);
  }

  private String action(String verb, String what) {
    return "iam:" + verb + kind.noun() + what;
  }

  private String noun() {
    return "the " + kind.noun().toLowerCase(Locale.ROOT);
  }

  final String described(String name) {
    return noun() + " \"" + name + "\"";
  }
}

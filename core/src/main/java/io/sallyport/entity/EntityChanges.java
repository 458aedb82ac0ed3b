package io.sallyport.entity;

import io.sallyport.arn.Arn;
import io.sallyport.document.Change;
import io.sallyport.document.Documents;
import io.sallyport.document.Table;
import io.sallyport.entity.Attachments.Attached;
import io.sallyport.error.ConflictException;
import io.sallyport.error.NoSuchEntityException;
import io.sallyport.identity.AccountId;
import io.sallyport.identity.EntityPath;
import io.sallyport.identity.Holdings;
import io.sallyport.managed.PolicyHolder;
import io.sallyport.managed.PolicyUsage;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;

/**
 * How users, groups and roles in the store are read and changed: a document each, by its folded
 * name, which has what it holds. Each call asks for its own IAM action, on the entity that it read
 * and no other: a change is made only to the very document that was asked on. What is made with
 * tags takes another right ({@link Creation}).
 *
 * @param <N> the name of an entity, whose text is the name itself
 * @param <E> an entity
 */
abstract class EntityChanges<N, E> {
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
  final PolicyHolder.Kind kind;

  /** Entities of a kind. */
  EntityChanges(
      PolicyHolder.Kind kind,
      AccountId account,
      Foundation foundation,
      Table<E> table,
      Authority authority) {
    this.kind = kind;
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

  /** Makes an entity, with the boundary that it names. */
  final void create(E entity) {
    E unused = create(entity, (made, change) -> made);
  }

  /**
   * Makes an entity, with the boundary that it names.
   *
   * @param work completes it, and writes what hangs together with it
   */
  final E create(E entity, BiFunction<E, Change, E> work) {
    PolicyHolder holder = holder(entity);
    Holdings held = holdings(entity);
    Creation creation =
        new Creation(authority, kind.noun(), holder.arn(account), described(holder.name()));
    creation.require(new CallFacts().boundary(held), held.tags());
    return documents.changeAndAnswer(
        described(holder.name()),
        change -> {
          if (change.get(table, folded(holder.name())).isPresent()) {
            throw ConflictException.alreadyExists(noun(), holder.name());
          }
          held.boundary().ifPresent(policy -> attachments.add(policy, bounded(entity), change));
          E complete = work.apply(entity, change);
          change.put(table, complete, folded(holder.name()));
          creation.noted(change);
          return complete;
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
    E found = entity.orElseThrow(() -> noSuch(name));
    change.afterwards(() -> authority.made(action, holder(found).arn(account)));
    return found;
  }

  /** Asked on the entity's own ARN; on one without a path if there is no such entity. */
  final void requireOn(String action, N name, Optional<E> entity, Facts own) {
    if (authority.isUnchecked()) {
      return;
    }
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

  final void release(E entity, Change change) {
    holdings(entity)
        .boundary()
        .ifPresent(policy -> attachments.remove(policy, bounded(entity), change));
  }

  final Attached bounded(E entity) {
    return new Attached(holder(entity), PolicyUsage.BOUNDARY);
  }

  final String noun() {
    return "the " + kind.noun().toLowerCase(Locale.ROOT);
  }

  final String described(String name) {
    return noun() + " \"" + name + "\"";
  }
}

package io.sallyport.entity;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.document.Change;
import io.sallyport.document.Codec;
import io.sallyport.document.Document;
import io.sallyport.document.Documents;
import io.sallyport.document.Table;
import io.sallyport.error.NoSuchEntityException;
import io.sallyport.identity.AccountId;
import io.sallyport.identity.EntityPath;
import io.sallyport.identity.Holdings;
import io.sallyport.identity.Listing;
import io.sallyport.identity.PageRequest;
import io.sallyport.identity.PolicyArn;
import io.sallyport.managed.PolicyHolder;
import io.sallyport.managed.PolicyUsage;
import java.util.List;
import java.util.function.Predicate;

/**
 * Which managed policies the entities of an account have: of each policy, how many have it, in one
 * document that every attachment changes and the policy's deletion expects; and who, in a document
 * for each.
 */
final class Attachments {
  private final AccountId account;
  private final Documents documents;
  private final Table<StoredPolicy> policies;
  private final Table<Uses> uses;

  Attachments(AccountId account, Documents documents) {
    this.account = account;
    this.documents = documents;
    this.policies = StoredPolicy.table(documents, account);
    this.uses = documents.table(Uses.CODEC, "policy-use", account.value());
  }

  /** One who has a policy, as what. */
  record Attached(PolicyHolder holder, PolicyUsage usage) {
    static final Codec<Attached> CODEC =
        new Codec<>() {
          @Override
          public Attached read(Document document) {
            PolicyHolder holder =
                new PolicyHolder(
                    PolicyHolder.Kind.valueOf(document.text("kind")),
                    document.text("id"),
                    document.text("name"),
                    new EntityPath(document.text("path")));
            return new Attached(holder, PolicyUsage.valueOf(document.text("usage")));
          }

          @Override
          public void write(Attached value, ObjectNode json) {
            PolicyHolder holder = value.holder();
            json.put("kind", holder.kind().name()).put("id", holder.id());
            json.put("name", holder.name()).put("path", holder.path().value());
            json.put("usage", value.usage().name());
          }
        };

    private String[] place() {
      return new String[] {holder.kind().name(), holder.id(), usage.name()};
    }
  }

  /**
   * Gives somebody a policy.
   *
   * @throws NoSuchEntityException if there is no such policy
   */
  void add(PolicyArn policy, Attached attached, Change change) {
    requireThere(policy, change);
    count(policy, attached.usage(), 1, change);
    change.put(of(policy), attached, attached.place());
  }

  /** Takes a policy from somebody who has it. */
  void remove(PolicyArn policy, Attached attached, Change change) {
    count(policy, attached.usage(), -1, change);
    change.delete(of(policy), attached.place());
  }

  /** Writes down the other name or path of somebody who stays the same. */
  void rename(Holdings held, PolicyHolder renamed, Change change) {
    for (PolicyArn policy : held.attached()) {
      Attached attached = new Attached(renamed, PolicyUsage.PERMISSIONS);
      change.put(of(policy), attached, attached.place());
    }
    held.boundary()
        .ifPresent(
            policy -> {
              Attached attached = new Attached(renamed, PolicyUsage.BOUNDARY);
              change.put(of(policy), attached, attached.place());
            });
  }

  /** How many have a policy, for a list. */
  Uses uses(PolicyArn policy) {
    return uses.get(policy.value()).orElse(Uses.NONE);
  }

  /** How many have a policy, for a change that rests on it. */
  Uses uses(PolicyArn policy, Change change) {
    return change.get(uses, policy.value()).orElse(Uses.NONE);
  }

  /** A page of those who have a policy. */
  Listing<PolicyHolder> holders(PolicyArn policy, Predicate<Attached> wanted, PageRequest page) {
    Listing<Attached> found = of(policy).list(page, wanted);
    List<PolicyHolder> holders = found.items().stream().map(Attached::holder).distinct().toList();
    return new Listing<>(holders, found.marker());
  }

  private void requireThere(PolicyArn policy, Change change) {
    boolean there =
        policy.isBuiltIn()
            ? BuiltInPolicies.find(policy).isPresent()
            : policy.isOf(account)
                && change
                    .get(policies, StoredPolicy.folded(policy.name()))
                    .filter(found -> found.arn(account).equals(policy))
                    .isPresent();
    if (!there) {
      throw new NoSuchEntityException("the policy", policy.value());
    }
  }

  private void count(PolicyArn policy, PolicyUsage usage, int more, Change change) {
    Uses now = uses(policy, change).plus(usage, more);
    if (now.equals(Uses.NONE)) {
      change.delete(uses, policy.value());
    } else {
      change.put(uses, now, policy.value());
    }
  }

  private Table<Attached> of(PolicyArn policy) {
    return documents.table(Attached.CODEC, "attached", account.value(), policy.value());
  }
}

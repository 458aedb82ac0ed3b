package io.sallyport.entity;

import io.sallyport.document.Change;
import io.sallyport.document.Documents;
import io.sallyport.document.Table;
import io.sallyport.error.AccessDeniedException;
import io.sallyport.error.NoSuchEntityException;
import io.sallyport.identity.AccountId;
import io.sallyport.identity.IamArn;
import io.sallyport.identity.PolicyArn;
import io.sallyport.identity.PolicyText;
import io.sallyport.identity.PolicyVersionId;
import io.sallyport.identity.Tags;
import io.sallyport.managed.ManagedPolicy;
import io.sallyport.managed.ManagedPolicyManager;
import io.sallyport.managed.PolicyVersion;
import io.sallyport.policy.PolicyType;
import java.util.Optional;

/**
 * How managed policies in the store are read and changed: a document each, by its folded name. Each
 * call asks for its own IAM action, on the policy that it read and no other.
 */
abstract class PolicyChanges {
  final AccountId account;
  final Foundation foundation;
  final Documents documents;
  final Table<StoredPolicy> policies;
  final Table<PolicyText> texts;
  final Attachments attachments;
  final Authority authority;

  /** The managed policies of an account, as far as this authority lets. */
  PolicyChanges(AccountId account, Foundation foundation, Authority authority) {
    this.account = account;
    this.foundation = foundation;
    this.documents = foundation.documents();
    this.policies = StoredPolicy.table(documents, account);
    this.texts = StoredPolicy.texts(documents, account);
    this.attachments = new Attachments(account, documents);
    this.authority = authority;
  }

  final void put(StoredPolicy policy, Change change) {
    change.put(policies, policy, StoredPolicy.folded(policy.name()));
  }

  final Optional<StoredPolicy> find(String action, PolicyArn policy) {
    Optional<StoredPolicy> found =
        policy.isBuiltIn()
            ? BuiltInPolicies.find(policy)
            : own(policy, policies.get(StoredPolicy.folded(policy.name())));
    require(action, policy, resource(found, new CallFacts()));
    return found;
  }

  /** The policy that is to be changed, once it is known that the caller may do that to it. */
  final StoredPolicy existing(String action, PolicyArn policy, CallFacts facts, Change change) {
    if (policy.isBuiltIn()) {
      require(action, policy, facts);
      throw new AccessDeniedException(described(policy) + " is built in: nobody may change it");
    }
    Optional<StoredPolicy> found =
        own(policy, change.get(policies, StoredPolicy.folded(policy.name())));
    require(action, policy, resource(found, facts));
    change.afterwards(() -> authority.made(action, IamArn.of(policy)));
    return found.orElseThrow(() -> noSuch(policy));
  }

  /** Nothing but what has this very ARN is the policy, whatever else has its name. */
  final Optional<StoredPolicy> own(PolicyArn policy, Optional<StoredPolicy> found) {
    return found.filter(one -> one.arn(account).equals(policy));
  }

  static CallFacts resource(Optional<StoredPolicy> found, CallFacts facts) {
    return facts.resource(found.map(StoredPolicy::tags).orElse(Tags.NONE));
  }

  final void require(String action, PolicyArn policy, CallFacts facts) {
    authority.require(action, IamArn.of(policy), described(policy), facts.build());
  }

  final ManagedPolicy shown(PolicyArn arn, StoredPolicy policy) {
    return policy.shown(arn, attachments.uses(arn));
  }

  static PolicyText submitted(String document) {
    return PolicyText.submitted(document, PolicyType.MANAGED, ManagedPolicyManager.MAX_LENGTH);
  }

  static String described(PolicyArn policy) {
    return "the policy \"" + policy + "\"";
  }

  static NoSuchEntityException noSuch(PolicyArn policy) {
    return new NoSuchEntityException("the policy", policy.value());
  }

  static NoSuchEntityException noSuch(PolicyArn policy, PolicyVersionId version) {
    return new NoSuchEntityException("the version of the policy", policy + " " + version);
  }

  final Optional<PolicyVersion> version(PolicyArn arn, StoredPolicy policy, int number) {
    PolicyVersionId id = PolicyVersionId.of(number);
    Optional<PolicyText> text =
        policy.defaultVersion().equals(id)
            ? Optional.of(policy.text())
            : texts.get(StoredPolicy.folded(arn.name()), id.value());
    return text.filter(found -> policy.versions().containsKey(number))
        .map(found -> policy.version(number, found));
  }
}

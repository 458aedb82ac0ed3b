package io.sallyport.entity;

import io.sallyport.error.ConflictException;
import io.sallyport.error.LimitExceededException;
import io.sallyport.identity.AccountId;
import io.sallyport.identity.IamArn;
import io.sallyport.identity.Listing;
import io.sallyport.identity.ManagedPolicyId;
import io.sallyport.identity.PageRequest;
import io.sallyport.identity.PolicyArn;
import io.sallyport.identity.PolicyText;
import io.sallyport.identity.PolicyVersionId;
import io.sallyport.identity.Tag;
import io.sallyport.identity.Tags;
import io.sallyport.managed.CreatePolicyRequest;
import io.sallyport.managed.HolderFilter;
import io.sallyport.managed.ManagedPolicy;
import io.sallyport.managed.ManagedPolicyManager;
import io.sallyport.managed.PolicyFilter;
import io.sallyport.managed.PolicyHolder;
import io.sallyport.managed.PolicyVersion;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/** Managed policies in the store, and those that are built in, as a caller may use them. */
public final class StoredPolicies extends PolicyChanges implements ManagedPolicyManager {
  /** The managed policies of an account, as far as this authority lets. */
  public StoredPolicies(AccountId account, Foundation foundation, Authority authority) {
    super(account, foundation, authority);
  }

  @Override
  public ManagedPolicy create(CreatePolicyRequest request) {
    PolicyArn arn = PolicyArn.of(account, request.path(), request.name());
    Creation creation = new Creation(authority, "Policy", IamArn.of(arn), described(arn));
    creation.require(new CallFacts(), request.tags());
    PolicyVersionId first = PolicyVersionId.of(1);
    Instant now = foundation.now();
    StoredPolicy policy =
        new StoredPolicy(
            new ManagedPolicyId(foundation.ids().policy()),
            request.name(),
            request.path(),
            request.description(),
            now,
            now,
            request.tags(),
            1,
            new TreeMap<>(Map.of(1, now)),
            first,
            submitted(request.document()));
    String folded = StoredPolicy.folded(request.name());
    documents.change(
        described(arn),
        change -> {
          if (change.get(policies, folded).isPresent()) {
            throw ConflictException.alreadyExists("the policy", request.name().value());
          }
          change.put(policies, policy, folded);
          change.put(texts, policy.text(), folded, first.value());
          creation.noted(change);
        });
    return policy.shown(arn, Uses.NONE);
  }

  @Override
  public Optional<ManagedPolicy> find(PolicyArn policy) {
    return find("iam:GetPolicy", policy).map(found -> shown(policy, found));
  }

  @Override
  public ManagedPolicy get(PolicyArn policy) {
    return find(policy).orElseThrow(() -> noSuch(policy));
  }

  @Override
  public Listing<ManagedPolicy> list(PolicyFilter filter, PageRequest page) {
    Lists.checkPrefix(filter.pathPrefix());
    authority.require(
        "iam:ListPolicies",
        IamArn.policies(account, filter.pathPrefix()),
        "the policies under \"" + filter.pathPrefix() + "\"");
    return new PolicyList(account, policies, this::shown).page(filter, page);
  }

  @Override
  public void delete(PolicyArn policy) {
    documents.change(
        described(policy),
        change -> {
          StoredPolicy found = existing("iam:DeletePolicy", policy, new CallFacts(), change);
          if (!attachments.uses(policy, change).equals(Uses.NONE)) {
            throw ConflictException.hasDependents(
                described(policy) + " is attached, or a boundary: detach it first");
          }
          if (found.versions().size() > 1) {
            throw ConflictException.hasDependents(
                described(policy) + " has more versions than the default one: delete them first");
          }
          String folded = StoredPolicy.folded(policy.name());
          change.delete(policies, folded);
          change.delete(texts, folded, found.defaultVersion().value());
        });
  }

  @Override
  public PolicyVersion createVersion(PolicyArn policy, String document) {
    return addVersion(policy, document, (found, version) -> found);
  }

  @Override
  public PolicyVersion createDefaultVersion(PolicyArn policy, String document) {
    return addVersion(
        policy,
        document,
        (found, version) -> found.withDefault(version, submitted(document), found.updateDate()));
  }

  private PolicyVersion addVersion(
      PolicyArn policy,
      String document,
      BiFunction<StoredPolicy, PolicyVersionId, StoredPolicy> more) {
    return documents.changeAndAnswer(
        described(policy),
        change -> {
          StoredPolicy found = existing("iam:CreatePolicyVersion", policy, new CallFacts(), change);
          PolicyText text = submitted(document);
          if (found.versions().size() >= MAX_VERSIONS) {
            throw new LimitExceededException(
                described(policy) + " has " + MAX_VERSIONS + " versions already: delete one first");
          }
          Instant now = foundation.now();
          int number = found.newest() + 1;
          SortedMap<Integer, Instant> versions = new TreeMap<>(found.versions());
          versions.put(number, now);
          PolicyVersionId version = PolicyVersionId.of(number);
          StoredPolicy changed = more.apply(found.with(number, versions, now), version);
          put(changed, change);
          change.put(texts, text, StoredPolicy.folded(found.name()), version.value());
          return changed.version(number, text);
        });
  }

  @Override
  public PolicyVersion getVersion(PolicyArn policy, PolicyVersionId version) {
    StoredPolicy found = find("iam:GetPolicyVersion", policy).orElseThrow(() -> noSuch(policy));
    return version(policy, found, version.number()).orElseThrow(() -> noSuch(policy, version));
  }

  @Override
  public Listing<PolicyVersion> listVersions(PolicyArn policy, PageRequest page) {
    StoredPolicy found = find("iam:ListPolicyVersions", policy).orElseThrow(() -> noSuch(policy));
    return Listing.of(
        found.versions().keySet().stream()
            .flatMap(number -> version(policy, found, number).stream())
            .toList(),
        version -> "%010d".formatted(version.id().number()),
        page);
  }

  @Override
  public void deleteVersion(PolicyArn policy, PolicyVersionId version) {
    documents.change(
        described(policy),
        change -> {
          StoredPolicy found = existing("iam:DeletePolicyVersion", policy, new CallFacts(), change);
          if (found.defaultVersion().equals(version)) {
            throw ConflictException.hasDependents(
                "the version " + version + " is the default one of " + described(policy));
          }
          SortedMap<Integer, Instant> versions = new TreeMap<>(found.versions());
          if (versions.remove(version.number()) == null) {
            throw noSuch(policy, version);
          }
          put(found.with(found.newest(), versions, foundation.now()), change);
          change.delete(texts, StoredPolicy.folded(found.name()), version.value());
        });
  }

  @Override
  public void setDefaultVersion(PolicyArn policy, PolicyVersionId version) {
    documents.change(
        described(policy),
        change -> {
          StoredPolicy found =
              existing("iam:SetDefaultPolicyVersion", policy, new CallFacts(), change);
          PolicyText text =
              change
                  .get(texts, StoredPolicy.folded(found.name()), version.value())
                  .orElseThrow(() -> noSuch(policy, version));
          put(found.withDefault(version, text, foundation.now()), change);
        });
  }

  @Override
  public Listing<PolicyHolder> listHolders(
      PolicyArn policy, HolderFilter filter, PageRequest page) {
    Lists.checkPrefix(filter.pathPrefix());
    StoredPolicy unused =
        find("iam:ListEntitiesForPolicy", policy).orElseThrow(() -> noSuch(policy));
    return attachments.holders(
        policy, attached -> filter.accepts(attached.holder(), attached.usage()), page);
  }

  @Override
  public void tag(PolicyArn policy, Tags tags) {
    retag(
        "iam:TagPolicy",
        policy,
        new CallFacts().request(tags),
        now -> foundation.tagging().apply(now, tags));
  }

  @Override
  public void untag(PolicyArn policy, Set<String> keys) {
    retag("iam:UntagPolicy", policy, new CallFacts().tagKeys(keys), now -> now.without(keys));
  }

  @Override
  public Listing<Tag> listTags(PolicyArn policy, PageRequest page) {
    return find("iam:ListPolicyTags", policy).orElseThrow(() -> noSuch(policy)).tags().page(page);
  }

  private void retag(String action, PolicyArn policy, CallFacts facts, UnaryOperator<Tags> work) {
    documents.change(
        described(policy),
        change -> {
          StoredPolicy found = existing(action, policy, facts, change);
          put(found.with(work.apply(found.tags())), change);
        });
  }
}

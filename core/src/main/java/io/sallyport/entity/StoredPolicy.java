package io.sallyport.entity;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.document.Codec;
import io.sallyport.document.Document;
import io.sallyport.document.Documents;
import io.sallyport.document.Fields;
import io.sallyport.document.Table;
import io.sallyport.identity.AccountId;
import io.sallyport.identity.EntityPath;
import io.sallyport.identity.ManagedPolicyId;
import io.sallyport.identity.PolicyArn;
import io.sallyport.identity.PolicyName;
import io.sallyport.identity.PolicyText;
import io.sallyport.identity.PolicyVersionId;
import io.sallyport.identity.Tags;
import io.sallyport.managed.ManagedPolicy;
import io.sallyport.managed.PolicyVersion;
import io.sallyport.policy.PolicyType;
import java.time.Instant;
import java.util.Collections;
import java.util.Locale;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A managed policy as it is kept. The texts of its versions are documents of their own; that of the
 * default version is here as well, so that a decision reads one document.
 *
 * @param newest the number of the newest version, which may be gone: none is ever given again
 * @param versions when each that is there was made, by number
 * @param text of the default version
 */
record StoredPolicy(
    ManagedPolicyId id,
    PolicyName name,
    EntityPath path,
    String description,
    Instant createDate,
    Instant updateDate,
    Tags tags,
    int newest,
    SortedMap<Integer, Instant> versions,
    PolicyVersionId defaultVersion,
    PolicyText text) {

  StoredPolicy {
    versions = Collections.unmodifiableSortedMap(new TreeMap<>(versions));
  }

  /** The managed policies of an account, by their folded names. */
  static Table<StoredPolicy> table(Documents documents, AccountId account) {
    return documents.table(new AsJson(), "policy", account.value());
  }

  /** The texts of their versions, by folded name and version. */
  static Table<PolicyText> texts(Documents documents, AccountId account) {
    return documents.table(new TextAsJson(), "policy-version", account.value());
  }

  static String folded(PolicyName name) {
    return name.value().toLowerCase(Locale.ROOT);
  }

  PolicyArn arn(AccountId account) {
    return PolicyArn.of(account, path, name);
  }

  StoredPolicy with(Tags newTags) {
    return new StoredPolicy(
        id,
        name,
        path,
        description,
        createDate,
        updateDate,
        newTags,
        newest,
        versions,
        defaultVersion,
        text);
  }

  /** With other versions, from this moment on. */
  StoredPolicy with(int newNewest, SortedMap<Integer, Instant> newVersions, Instant now) {
    return new StoredPolicy(
        id,
        name,
        path,
        description,
        createDate,
        now,
        tags,
        newNewest,
        newVersions,
        defaultVersion,
        text);
  }

  /** With another default version, from this moment on. */
  StoredPolicy withDefault(PolicyVersionId version, PolicyText newText, Instant now) {
    return new StoredPolicy(
        id, name, path, description, createDate, now, tags, newest, versions, version, newText);
  }

  ManagedPolicy shown(PolicyArn arn, Uses uses) {
    return new ManagedPolicy(
        arn,
        id,
        description,
        createDate,
        updateDate,
        defaultVersion,
        tags,
        uses.attachments(),
        uses.boundaries());
  }

  /** A version that is there. */
  PolicyVersion version(int number, PolicyText versionText) {
    PolicyVersionId version = PolicyVersionId.of(number);
    return new PolicyVersion(
        version,
        versionText.text(),
        version.equals(defaultVersion),
        Objects.requireNonNull(versions.get(number)));
  }

  private record TextAsJson() implements Codec<PolicyText> {
    @Override
    public PolicyText read(Document document) {
      return PolicyText.kept(document.text("text"), PolicyType.MANAGED);
    }

    @Override
    public void write(PolicyText text, ObjectNode json) {
      json.put("text", text.text());
    }
  }

  private record AsJson() implements Codec<StoredPolicy> {
    @Override
    public StoredPolicy read(Document document) {
      SortedMap<Integer, Instant> versions = new TreeMap<>();
      Fields dates = document.object("versions");
      dates
          .names()
          .forEach(name -> versions.put(new PolicyVersionId(name).number(), dates.instant(name)));
      return new StoredPolicy(
          new ManagedPolicyId(document.text("id")),
          new PolicyName(document.text("name")),
          new EntityPath(document.text("path")),
          document.text("description"),
          document.instant("createDate"),
          document.instant("updateDate"),
          HoldingsFields.tags(document),
          Math.toIntExact(document.number("newest")),
          versions,
          new PolicyVersionId(document.text("default")),
          PolicyText.kept(document.text("text"), PolicyType.MANAGED));
    }

    @Override
    public void write(StoredPolicy policy, ObjectNode json) {
      json.put("id", policy.id.value());
      json.put("name", policy.name.value());
      json.put("path", policy.path.value());
      json.put("description", policy.description);
      json.put("createDate", policy.createDate.toString());
      json.put("updateDate", policy.updateDate.toString());
      HoldingsFields.writeTags(policy.tags, json);
      json.put("newest", policy.newest);
      ObjectNode dates = json.putObject("versions");
      policy.versions.forEach(
          (number, date) -> dates.put(PolicyVersionId.of(number).value(), date.toString()));
      json.put("default", policy.defaultVersion.value());
      json.put("text", policy.text.text());
    }
  }
}

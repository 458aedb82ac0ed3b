package io.sallyport.operation;

import io.sallyport.identity.Listing;
import io.sallyport.identity.PageRequest;
import io.sallyport.identity.PolicyArn;
import io.sallyport.identity.PolicyVersionId;
import io.sallyport.managed.ManagedPolicyManager;
import io.sallyport.managed.PolicyVersion;
import io.sallyport.wire.XmlWriter;
import java.util.List;
import java.util.function.Function;

/** IAM's operations on the versions of managed policies. */
final class PolicyVersions {
  private PolicyVersions() {}

  static List<Operation<?, ?>> operations(Function<Call, ManagedPolicyManager> view) {
    Rows<ManagedPolicyManager> rows = new Rows<>(view);
    return List.of(
        rows.changing(
            "CreatePolicyVersion",
            NewVersion::read,
            NewVersion::create,
            (version, result) -> write("PolicyVersion", version, result)),
        rows.asking("GetPolicyVersion", Version::read, Version::in, PolicyVersions::writeWhole),
        rows.asking("ListPolicyVersions", All::read, All::of, PolicyVersions::writeAll),
        rows.changing("DeletePolicyVersion", Version::read, Version::delete),
        rows.changing("SetDefaultPolicyVersion", Version::read, Version::setDefault));
  }

  private record NewVersion(PolicyArn policy, String document, boolean isDefault) {
    static NewVersion read(Parameters parameters) {
      return new NewVersion(
          ManagedPolicies.arn(parameters),
          parameters.get("PolicyDocument"),
          parameters.findFlag("SetAsDefault").orElse(false));
    }

    static PolicyVersion create(ManagedPolicyManager policies, NewVersion version) {
      return version.isDefault
          ? policies.createDefaultVersion(version.policy, version.document)
          : policies.createVersion(version.policy, version.document);
    }
  }

  private record Version(PolicyArn policy, PolicyVersionId id) {
    static Version read(Parameters parameters) {
      return new Version(
          ManagedPolicies.arn(parameters), new PolicyVersionId(parameters.get("VersionId")));
    }

    static PolicyVersion in(ManagedPolicyManager policies, Version version) {
      return policies.getVersion(version.policy, version.id);
    }

    static void delete(ManagedPolicyManager policies, Version version) {
      policies.deleteVersion(version.policy, version.id);
    }

    static void setDefault(ManagedPolicyManager policies, Version version) {
      policies.setDefaultVersion(version.policy, version.id);
    }
  }

  private record All(PolicyArn policy, PageRequest page) {
    static All read(Parameters parameters) {
      return new All(ManagedPolicies.arn(parameters), parameters.page());
    }

    static Listing<PolicyVersion> of(ManagedPolicyManager policies, All asked) {
      return policies.listVersions(asked.policy, asked.page);
    }
  }

  private static void writeWhole(PolicyVersion version, XmlWriter result) {
    result.open("PolicyVersion");
    result.element("Document", Shapes.encoded(version.document()));
    writeContent(version, result);
    result.close("PolicyVersion");
  }

  /** Without documents: AWS's lists leave them out. */
  private static void writeAll(Listing<PolicyVersion> versions, XmlWriter result) {
    result.open("Versions");
    versions.items().forEach(version -> write("member", version, result));
    result.close("Versions");
    Shapes.end(versions, result);
  }

  private static void write(String element, PolicyVersion version, XmlWriter result) {
    result.open(element);
    writeContent(version, result);
    result.close(element);
  }

  private static void writeContent(PolicyVersion version, XmlWriter result) {
    result.element("VersionId", version.id().value());
    result.element("IsDefaultVersion", Boolean.toString(version.isDefault()));
    result.element("CreateDate", version.createDate().toString());
  }
}

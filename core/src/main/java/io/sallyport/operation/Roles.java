package io.sallyport.operation;

import io.sallyport.identity.EntityPath;
import io.sallyport.identity.Listing;
import io.sallyport.identity.PageRequest;
import io.sallyport.identity.PolicyName;
import io.sallyport.identity.RoleName;
import io.sallyport.role.CreateRoleRequest;
import io.sallyport.role.Role;
import io.sallyport.role.RoleManager;
import io.sallyport.wire.PercentEncoding;
import io.sallyport.wire.XmlWriter;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * IAM's operations on roles.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_Operations.html">IAM's
 *     actions</a>
 */
final class Roles {
  private Roles() {}

  /** The operations on a caller's view of the roles. */
  static List<Operation<?, ?>> operations(Function<Call, RoleManager> view) {
    Rows<RoleManager> rows = new Rows<>(view);
    return List.of(
        rows.changing("CreateRole", Roles::newRole, RoleManager::create, Roles::writeRole),
        rows.asking("GetRole", Roles::roleName, RoleManager::get, Roles::writeRole),
        rows.asking("ListRoles", PathList::read, PathList::of, Roles::writeRoles),
        rows.changing("DeleteRole", Roles::roleName, RoleManager::delete),
        rows.changing("UpdateAssumeRolePolicy", TrustPolicy::read, TrustPolicy::putTo),
        rows.changing("PutRolePolicy", RolePolicy::read, RolePolicy::putTo),
        rows.asking("GetRolePolicy", PolicyOfRole::read, PolicyOfRole::in, Roles::writePolicy),
        rows.asking("ListRolePolicies", PolicyList::read, PolicyList::of, Roles::writePolicyNames),
        rows.changing("DeleteRolePolicy", PolicyOfRole::read, PolicyOfRole::deleteFrom));
  }

  private static CreateRoleRequest newRole(Parameters parameters) {
    return new CreateRoleRequest(
        roleName(parameters),
        parameters.find("Path").map(EntityPath::new).orElse(EntityPath.ROOT),
        parameters.get("AssumeRolePolicyDocument"),
        parameters.find("Description").orElse(""),
        Duration.ofSeconds(parameters.findInteger("MaxSessionDuration").orElse(3600)));
  }

  private static RoleName roleName(Parameters parameters) {
    return new RoleName(parameters.get("RoleName"));
  }

  private record PathList(String prefix, PageRequest page) {
    /** Ceph's documentation gives a list the name of a role too, and Ceph ignores it. */
    static PathList read(Parameters parameters) {
      Optional<String> unused = parameters.find("RoleName");
      return new PathList(parameters.find("PathPrefix").orElse("/"), parameters.page());
    }

    static Listing<Role> of(RoleManager roles, PathList asked) {
      return roles.list(asked.prefix, asked.page);
    }
  }

  private record TrustPolicy(RoleName role, String document) {
    static TrustPolicy read(Parameters parameters) {
      return new TrustPolicy(roleName(parameters), parameters.get("PolicyDocument"));
    }

    static void putTo(RoleManager roles, TrustPolicy policy) {
      roles.updateTrustPolicy(policy.role, policy.document);
    }
  }

  private record PolicyOfRole(RoleName role, PolicyName name) {
    static PolicyOfRole read(Parameters parameters) {
      return new PolicyOfRole(roleName(parameters), new PolicyName(parameters.get("PolicyName")));
    }

    static RolePolicy in(RoleManager roles, PolicyOfRole policy) {
      return new RolePolicy(policy, roles.getPolicy(policy.role, policy.name));
    }

    static void deleteFrom(RoleManager roles, PolicyOfRole policy) {
      roles.deletePolicy(policy.role, policy.name);
    }
  }

  private record RolePolicy(PolicyOfRole policy, String document) {
    static RolePolicy read(Parameters parameters) {
      return new RolePolicy(PolicyOfRole.read(parameters), parameters.get("PolicyDocument"));
    }

    static void putTo(RoleManager roles, RolePolicy put) {
      roles.putPolicy(put.policy.role, put.policy.name, put.document);
    }
  }

  private record PolicyList(RoleName role, PageRequest page) {
    static PolicyList read(Parameters parameters) {
      return new PolicyList(roleName(parameters), parameters.page());
    }

    static Listing<PolicyName> of(RoleManager roles, PolicyList asked) {
      List<PolicyName> names =
          roles.listPolicies(asked.role).stream()
              .filter(name -> name.value().compareTo(asked.page.marker()) > 0)
              .toList();
      if (names.size() <= asked.page.maxItems()) {
        return new Listing<>(names, "");
      }
      List<PolicyName> shown = names.subList(0, asked.page.maxItems());
      return new Listing<>(shown, shown.get(shown.size() - 1).value());
    }
  }

  private static void writeRole(Role role, XmlWriter result) {
    writeRole("Role", role, result);
  }

  private static void writeRole(String element, Role role, XmlWriter result) {
    result.open(element);
    result.element("Path", role.path().value());
    result.element("RoleName", role.name().value());
    result.element("RoleId", role.id().value());
    result.element("Arn", role.arn().toString());
    result.element("CreateDate", role.createDate().toString());
    result.element("AssumeRolePolicyDocument", encoded(role.trustPolicy().text()));
    if (!role.description().isEmpty()) {
      result.element("Description", role.description());
    }
    result.element("MaxSessionDuration", Long.toString(role.maxSessionDuration().toSeconds()));
    result.close(element);
  }

  private static void writeRoles(Listing<Role> roles, XmlWriter result) {
    result.open("Roles");
    roles.items().forEach(role -> writeRole("member", role, result));
    result.close("Roles");
    writeEnd(roles, result);
  }

  private static void writePolicy(RolePolicy policy, XmlWriter result) {
    result.element("RoleName", policy.policy.role.value());
    result.element("PolicyName", policy.policy.name.value());
    result.element("PolicyDocument", encoded(policy.document));
  }

  private static void writePolicyNames(Listing<PolicyName> names, XmlWriter result) {
    result.open("PolicyNames");
    names.items().forEach(name -> result.element("member", name.value()));
    result.close("PolicyNames");
    writeEnd(names, result);
  }

  private static void writeEnd(Listing<?> list, XmlWriter result) {
    result.element("IsTruncated", Boolean.toString(list.isTruncated()));
    if (list.isTruncated()) {
      result.element("Marker", list.marker());
    }
  }

  /** IAM gives policy documents percent-encoded (RFC 3986). */
  private static String encoded(String document) {
    return PercentEncoding.encode(document);
  }
}

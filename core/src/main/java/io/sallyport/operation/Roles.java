package io.sallyport.operation;

import io.sallyport.error.InvalidInputException;
import io.sallyport.identity.EntityPath;
import io.sallyport.identity.Listing;
import io.sallyport.identity.PageRequest;
import io.sallyport.identity.PolicyArn;
import io.sallyport.identity.RoleName;
import io.sallyport.role.CreateRoleRequest;
import io.sallyport.role.Role;
import io.sallyport.role.RoleManager;
import io.sallyport.role.UpdateRoleRequest;
import io.sallyport.wire.XmlWriter;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * IAM's operations on roles.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_Operations.html">IAM's
 *     actions</a>
 */
final class Roles {
  private static final EntityRows<RoleName> NAMED = new EntityRows<>("Role", RoleName::new);

  private Roles() {}

  /** The operations on a caller's view of the roles. */
  static List<Operation<?, ?>> operations(Function<Call, RoleManager> view) {
    Rows<RoleManager> rows = new Rows<>(view);
    List<Operation<?, ?>> own =
        List.of(
            rows.changing("CreateRole", Roles::newRole, RoleManager::create, Roles::writeRole),
            rows.asking("GetRole", NAMED::name, RoleManager::get, Roles::writeRole),
            rows.asking("ListRoles", PathList::read, PathList::of, Roles::writeRoles),
            // Its result is there, and empty.
            rows.changing("UpdateRole", Roles::update, RoleManager::update, (role, result) -> {}),
            rows.changing(
                "UpdateRoleDescription", NewText::description, NewText::describe, Roles::writeRole),
            rows.changing("DeleteRole", NAMED::name, RoleManager::delete),
            rows.changing("UpdateAssumeRolePolicy", NewText::document, NewText::trust),
            rows.asking(
                "ListInstanceProfilesForRole",
                InRole::read,
                InRole::profiles,
                Roles::writeProfiles));
    return Stream.of(own, NAMED.policies(view), NAMED.boundaries(view), NAMED.tags(view))
        .<Operation<?, ?>>flatMap(List::stream)
        .toList();
  }

  private static CreateRoleRequest newRole(Parameters parameters) {
    return new CreateRoleRequest(
        NAMED.name(parameters),
        parameters.find("Path").map(EntityPath::new).orElse(EntityPath.ROOT),
        parameters.get("AssumeRolePolicyDocument"),
        parameters.find("Description").orElse(""),
        Duration.ofSeconds(parameters.findInteger("MaxSessionDuration").orElse(3600)),
        parameters.tags(),
        parameters.find("PermissionsBoundary").map(PolicyArn::new));
  }

  private static UpdateRoleRequest update(Parameters parameters) {
    return new UpdateRoleRequest(
        NAMED.name(parameters),
        parameters.find("Description"),
        parameters.findInteger("MaxSessionDuration").map(Duration::ofSeconds));
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

  private record NewText(RoleName role, String text) {
    static NewText document(Parameters parameters) {
      return new NewText(NAMED.name(parameters), parameters.get("PolicyDocument"));
    }

    static void trust(RoleManager roles, NewText policy) {
      roles.updateTrustPolicy(policy.role, policy.text);
    }

    static NewText description(Parameters parameters) {
      return new NewText(
          NAMED.name(parameters),
          parameters
              .find("Description")
              .orElseThrow(() -> InvalidInputException.missing("Description")));
    }

    static Role describe(RoleManager roles, NewText description) {
      return roles.updateDescription(description.role, description.text);
    }
  }

  private record InRole(RoleName role, PageRequest page) {
    static InRole read(Parameters parameters) {
      return new InRole(NAMED.name(parameters), parameters.page());
    }

    static Listing<String> profiles(RoleManager roles, InRole asked) {
      return roles.listInstanceProfiles(asked.role, asked.page);
    }
  }

  private static void writeRole(Role role, XmlWriter result) {
    result.open("Role");
    writeContent(role, result);
    Shapes.boundary(role.holdings().boundary(), result);
    if (!role.holdings().tags().isEmpty()) {
      Shapes.tags(role.holdings().tags().pairs(), result);
    }
    result.close("Role");
  }

  private static void writeContent(Role role, XmlWriter result) {
    result.element("Path", role.path().value());
    result.element("RoleName", role.name().value());
    result.element("RoleId", role.id().value());
    result.element("Arn", role.arn().toString());
    result.element("CreateDate", role.createDate().toString());
    result.element("AssumeRolePolicyDocument", Shapes.encoded(role.trustPolicy().text()));
    if (!role.description().isEmpty()) {
      result.element("Description", role.description());
    }
    result.element("MaxSessionDuration", Long.toString(role.maxSessionDuration().toSeconds()));
  }

  /** Without boundaries and tags: AWS's lists leave them out. */
  private static void writeRoles(Listing<Role> roles, XmlWriter result) {
    result.open("Roles");
    for (Role role : roles.items()) {
      result.open("member");
      writeContent(role, result);
      result.close("member");
    }
    result.close("Roles");
    Shapes.end(roles, result);
  }

  private static void writeProfiles(Listing<String> none, XmlWriter result) {
    result.open("InstanceProfiles").close("InstanceProfiles");
    Shapes.end(none, result);
  }
}

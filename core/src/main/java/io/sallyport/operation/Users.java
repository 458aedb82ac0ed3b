package io.sallyport.operation;

import io.sallyport.account.View;
import io.sallyport.identity.AccountId;
import io.sallyport.identity.EntityPath;
import io.sallyport.identity.IamArn;
import io.sallyport.identity.Listing;
import io.sallyport.identity.PageRequest;
import io.sallyport.identity.PolicyArn;
import io.sallyport.identity.Renaming;
import io.sallyport.identity.UserName;
import io.sallyport.operation.Operation.Kind;
import io.sallyport.user.CreateUserRequest;
import io.sallyport.user.User;
import io.sallyport.user.UserManager;
import io.sallyport.wire.XmlWriter;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * IAM's operations on users.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_Operations.html">IAM's
 *     actions</a>
 */
final class Users {
  private static final EntityRows<UserName> NAMED = new EntityRows<>("User", UserName::new);

  private Users() {}

  static List<Operation<?, ?>> operations(Function<Call, View> views) {
    Function<Call, UserManager> view = views.andThen(View::users);
    Rows<UserManager> rows = new Rows<>(view);
    List<Operation<?, ?>> own =
        List.of(
            rows.changing("CreateUser", Users::newUser, UserManager::create, Users::writeWhole),
            new Operation<>(
                "GetUser",
                Kind.ASKING,
                Self::named,
                (call, named) -> Found.by(call, named, views.apply(call)),
                (found, result) -> found.write(result)),
            rows.asking("ListUsers", PathList::read, PathList::of, Users::writeUsers),
            rows.changing("UpdateUser", Change::read, Change::make, Operation.noResult()),
            rows.changing("DeleteUser", NAMED::name, UserManager::delete));
    return Stream.of(own, NAMED.policies(view), NAMED.boundaries(view), NAMED.tags(view))
        .<Operation<?, ?>>flatMap(List::stream)
        .toList();
  }

  private static CreateUserRequest newUser(Parameters parameters) {
    return new CreateUserRequest(
        NAMED.name(parameters),
        parameters.find("Path").map(EntityPath::new).orElse(EntityPath.ROOT),
        parameters.tags(),
        parameters.find("PermissionsBoundary").map(PolicyArn::new));
  }

  /** A user, or an account's root user. */
  private record Found(Optional<User> user, AccountId account) {
    static Found by(Call call, Optional<UserName> named, View view) {
      AccountId account = call.caller().account();
      Optional<UserName> name = Self.of(call, named).user();
      if (name.isEmpty()) {
        view.account().requireRoot("iam:GetUser");
      }
      return new Found(name.map(each -> view.users().get(each)), account);
    }

    void write(XmlWriter result) {
      user.ifPresentOrElse(found -> writeWhole(found, result), () -> writeRoot(result));
    }

    /** It has no date of its own: an account need not be made. */
    private void writeRoot(XmlWriter result) {
      result.open("User").element("Path", "/").element("UserName", "root");
      result.element("UserId", account.value());
      result.element("Arn", IamArn.root(account).toString());
      result.element("CreateDate", Instant.EPOCH.toString()).close("User");
    }
  }

  private record PathList(String prefix, PageRequest page) {
    static PathList read(Parameters parameters) {
      return new PathList(parameters.find("PathPrefix").orElse("/"), parameters.page());
    }

    static Listing<User> of(UserManager users, PathList asked) {
      return users.list(asked.prefix, asked.page);
    }
  }

  private record Change(UserName name, Renaming<UserName> renaming) {
    static Change read(Parameters parameters) {
      return new Change(
          NAMED.name(parameters),
          new Renaming<>(
              parameters.find("NewUserName").map(UserName::new),
              parameters.find("NewPath").map(EntityPath::new)));
    }

    static User make(UserManager users, Change change) {
      return users.update(change.name, change.renaming);
    }
  }

  /** With boundary and tags, as lists don't show them. */
  private static void writeWhole(User user, XmlWriter result) {
    result.open("User");
    writeFields(user, result);
    Shapes.boundary(user.holdings().boundary(), result);
    if (!user.holdings().tags().isEmpty()) {
      Shapes.tags(user.holdings().tags().pairs(), result);
    }
    result.close("User");
  }

  private static void writeUsers(Listing<User> users, XmlWriter result) {
    writeMembers(users.items(), result);
    Shapes.end(users, result);
  }

  /** The element {@code Users}. */
  static void writeMembers(List<User> users, XmlWriter result) {
    result.open("Users");
    for (User user : users) {
      result.open("member");
      writeFields(user, result);
      result.close("member");
    }
    result.close("Users");
  }

  private static void writeFields(User user, XmlWriter result) {
    result.element("Path", user.path().value());
    result.element("UserName", user.name().value());
    result.element("UserId", user.id().value());
    result.element("Arn", user.arn().toString());
    result.element("CreateDate", user.createDate().toString());
  }
}

package io.sallyport.operation;

import io.sallyport.account.View;
import io.sallyport.credential.AccessKey;
import io.sallyport.credential.AccessKeyId;
import io.sallyport.credential.AccessKeyMetadata;
import io.sallyport.credential.AccessKeyStatus;
import io.sallyport.credential.AccessKeyUse;
import io.sallyport.identity.Listing;
import io.sallyport.identity.PageRequest;
import io.sallyport.identity.UserName;
import io.sallyport.operation.Operation.Kind;
import io.sallyport.user.AccessKeyLastUsed;
import io.sallyport.user.UserManager;
import io.sallyport.wire.XmlWriter;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * IAM's operations on access keys. Without a user's name, they are about the keys of who calls.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_Operations.html">IAM's
 *     actions</a>
 */
final class AccessKeys {
  private final Function<Call, View> views;

  private AccessKeys(Function<Call, View> views) {
    this.views = views;
  }

  static List<Operation<?, ?>> operations(Function<Call, View> views) {
    return new AccessKeys(views).operations();
  }

  private List<Operation<?, ?>> operations() {
    return List.of(
        new Operation<>(
            "CreateAccessKey", Kind.CHANGING, Self::named, this::create, AccessKeys::writeNew),
        new Operation<>(
            "ListAccessKeys", Kind.ASKING, KeyList::read, this::list, AccessKeys::writeList),
        new Operation<>(
            "UpdateAccessKey", Kind.CHANGING, NewStatus::read, this::update, Operation.noResult()),
        new Operation<>(
            "DeleteAccessKey", Kind.CHANGING, KeyOf::read, this::delete, Operation.noResult()),
        new Rows<UserManager>(views.andThen(View::users))
            .asking(
                "GetAccessKeyLastUsed",
                parameters -> new AccessKeyId(parameters.get("AccessKeyId")),
                UserManager::getAccessKeyLastUsed,
                AccessKeys::writeUse));
  }

  private record KeyOf(Optional<UserName> named, AccessKeyId id) {
    static KeyOf read(Parameters parameters) {
      return new KeyOf(Self.named(parameters), new AccessKeyId(parameters.get("AccessKeyId")));
    }
  }

  private record NewStatus(KeyOf key, AccessKeyStatus status) {
    static NewStatus read(Parameters parameters) {
      return new NewStatus(KeyOf.read(parameters), AccessKeyStatus.of(parameters.get("Status")));
    }
  }

  private record KeyList(Optional<UserName> named, PageRequest page) {
    static KeyList read(Parameters parameters) {
      return new KeyList(Self.named(parameters), parameters.page());
    }
  }

  private record NewKey(Self owner, AccessKey key) {}

  private record Keys(Self owner, Listing<AccessKeyMetadata> keys) {}

  private NewKey create(Call call, Optional<UserName> named) {
    Self owner = Self.of(call, named);
    View view = views.apply(call);
    AccessKey key =
        owner
            .user()
            .map(view.users()::createAccessKey)
            .orElseGet(() -> view.account().createAccessKey());
    return new NewKey(owner, key);
  }

  private Keys list(Call call, KeyList asked) {
    Self owner = Self.of(call, asked.named);
    View view = views.apply(call);
    List<AccessKeyMetadata> keys =
        owner
            .user()
            .map(view.users()::listAccessKeys)
            .orElseGet(() -> view.account().listAccessKeys());
    return new Keys(owner, Listing.of(keys, key -> key.id().value(), asked.page));
  }

  private NewStatus update(Call call, NewStatus asked) {
    View view = views.apply(call);
    AccessKeyId id = asked.key.id;
    Self.of(call, asked.key.named)
        .user()
        .ifPresentOrElse(
            user -> view.users().updateAccessKey(user, id, asked.status),
            () -> view.account().updateAccessKey(id, asked.status));
    return asked;
  }

  private KeyOf delete(Call call, KeyOf asked) {
    View view = views.apply(call);
    Self.of(call, asked.named)
        .user()
        .ifPresentOrElse(
            user -> view.users().deleteAccessKey(user, asked.id),
            () -> view.account().deleteAccessKey(asked.id));
    return asked;
  }

  private static void writeNew(NewKey made, XmlWriter result) {
    result.open("AccessKey").element("UserName", made.owner.name());
    result.element("AccessKeyId", made.key.id().value());
    result.element("Status", AccessKeyStatus.ACTIVE.toString());
    result.element("SecretAccessKey", made.key.secret().reveal());
    made.key.createDate().ifPresent(date -> result.element("CreateDate", date.toString()));
    result.close("AccessKey");
  }

  private static void writeList(Keys list, XmlWriter result) {
    result.open("AccessKeyMetadata");
    for (AccessKeyMetadata key : list.keys.items()) {
      result.open("member").element("UserName", list.owner.name());
      result.element("AccessKeyId", key.id().value());
      result.element("Status", key.status().toString());
      result.element("CreateDate", key.createDate().toString()).close("member");
    }
    result.close("AccessKeyMetadata");
    Shapes.end(list.keys, result);
  }

  /** What was never used has no date, and AWS's {@code N/A} for the rest. */
  private static void writeUse(AccessKeyLastUsed used, XmlWriter result) {
    result.element("UserName", used.userName()).open("AccessKeyLastUsed");
    used.use().ifPresent(use -> result.element("LastUsedDate", use.date().toString()));
    result.element("ServiceName", used.use().map(AccessKeyUse::service).orElse("N/A"));
    result.element(
        "Region",
        used.use().map(AccessKeyUse::region).filter(region -> !region.isEmpty()).orElse("N/A"));
    result.close("AccessKeyLastUsed");
  }
}

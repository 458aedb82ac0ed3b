package io.sallyport.example.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.credential.AccessKey;
import io.sallyport.identity.UserName;
import io.sallyport.user.AdminCaps;
import io.sallyport.user.UserManager;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code user} and {@code caps}. */
final class Users {
  static final Flag UID = Flag.required("--uid", "UserName", "the user's name");
  private static final Flag CAPABILITIES =
      Flag.required("--caps", "", "such as roles=*;users=read");

  /** The tag that holds what Ceph calls a display name; IAM has none. */
  private static final String DISPLAY_NAME = "display-name";

  static final Noun NOUN =
      Noun.of(
          "user",
          "Users and their access keys.",
          List.of(
              Verb.of(
                  "create",
                  "Creates a user with an access key, and shows the secret if it is a new one.",
                  Users::create,
                  UID,
                  Flag.optional("--display-name", "", "what people call the user"),
                  GivenKey.ACCESS_KEY,
                  GivenKey.SECRET,
                  GivenKey.SECRET_FILE,
                  CAPABILITIES.optional()),
              Verb.of("info", "Shows a user, but no secret.", Users::info, UID),
              Verb.calling(
                  "list",
                  "Lists users.",
                  "ListUsers",
                  answer -> Json.each(answer.path("Users"), user -> user.path("UserName")),
                  Flags.PATH_PREFIX),
              Verb.of("rm", "Deletes a user and all that hangs on it.", Users::remove, UID)));

  static final Noun CAPS =
      Noun.of(
          "caps",
          "Administrative capabilities of users.",
          List.of(
              Verb.of(
                  "add",
                  "Gives a user capabilities.",
                  changing("caps add", UserManager::addCaps),
                  UID,
                  CAPABILITIES),
              Verb.of(
                  "rm",
                  "Takes capabilities away from a user.",
                  changing("caps rm", UserManager::removeCaps),
                  UID,
                  CAPABILITIES)));

  private Users() {}

  /** What is done to a user's capabilities. */
  private interface Change {
    AdminCaps make(UserManager users, UserName name, AdminCaps caps);
  }

  private static Verb.Work changing(String command, Change change) {
    return (given, context) -> {
      AdminCaps caps = AdminCaps.parse(given.get(CAPABILITIES.name()));
      UserManager users = context.view(command).users();
      AdminCaps unused = change.make(users, new UserName(given.get(UID.name())), caps);
      return info(given, context);
    };
  }

  private static Result create(Arguments given, Context context) throws IOException {
    Optional<AdminCaps> caps = given.find(CAPABILITIES.name()).map(AdminCaps::parse);
    Optional<AccessKey> key = GivenKey.of(given, context.in());
    Optional<UserManager> users =
        caps.isPresent() || key.isPresent()
            ? Optional.of(context.view("user create with an access key or caps").users())
            : Optional.empty();
    Map<String, String> parameters = given.parameters();
    given
        .find("--display-name")
        .ifPresent(
            text -> {
              parameters.put("Tags.member.1.Key", DISPLAY_NAME);
              parameters.put("Tags.member.1.Value", text);
            });
    String name = given.get(UID.name());
    ObjectNode unused = context.iam().call("CreateUser", parameters);
    try {
      UserName user = new UserName(name);
      if (key.isPresent()) {
        users.orElseThrow().importAccessKey(user, key.get());
      }
      if (caps.isPresent()) {
        AdminCaps unusedCaps = users.orElseThrow().addCaps(user, caps.get());
      }
      String secret = key.isPresent() ? "" : newKey(name, context.iam());
      return created(shown(name, context), secret);
    } catch (RuntimeException e) {
      throw undone(name, context.iam(), e);
    }
  }

  /** Makes a key, and answers its secret. */
  private static String newKey(String name, Iam iam) {
    return iam.call("CreateAccessKey", UID.parameter(), name)
        .at("/AccessKey/SecretAccessKey")
        .asText();
  }

  /** A user without the key that it was to have would be in the way of the next attempt. */
  private static RuntimeException undone(String name, Iam iam, RuntimeException cause) {
    try {
      Removal.of(name, iam);
    } catch (RuntimeException e) {
      cause.addSuppressed(e);
    }
    return cause;
  }

  private static Result created(ObjectNode user, String secret) {
    if (!secret.isEmpty() && user.at("/AccessKeyMetadata/0") instanceof ObjectNode key) {
      key.put("SecretAccessKey", secret);
    }
    return new Result(user, seed(user));
  }

  private static Result info(Arguments given, Context context) {
    ObjectNode user = shown(given.get(UID.name()), context);
    return new Result(user, seed(user));
  }

  private static Result remove(Arguments given, Context context) {
    String name = given.get(UID.name());
    Removal.of(name, context.iam());
    return Result.said("user: %s successfully deleted".formatted(name));
  }

  /** All that is known of a user; of its capabilities, a server's IAM can't tell. */
  private static ObjectNode shown(String name, Context context) {
    ObjectNode user = context.iam().call("GetUser", UID.parameter(), name);
    ObjectNode keys = context.iam().call("ListAccessKeys", UID.parameter(), name);
    user.set("AccessKeyMetadata", keys.path("AccessKeyMetadata"));
    context
        .findView()
        .ifPresent(
            view -> {
              ObjectNode caps = user.putObject("Caps");
              view.users().caps(new UserName(name)).texts().forEach(caps::put);
            });
    return user;
  }

  private static ObjectNode seed(ObjectNode shown) {
    JsonNode user = shown.path("User");
    String name = user.path("UserName").asText();
    ObjectNode seed = Json.object();
    seed.put("user_id", name);
    seed.put("display_name", displayName(user).orElse(name));
    seed.set("arn", user.path("Arn"));
    seed.set("create_date", user.path("CreateDate"));
    seed.set("keys", Json.each(shown.path("AccessKeyMetadata"), key -> key(name, key)));
    if (shown.has("Caps")) {
      ArrayNode caps = seed.putArray("caps");
      shown
          .get("Caps")
          .properties()
          .forEach(cap -> caps.addObject().put("type", cap.getKey()).set("perm", cap.getValue()));
    }
    return seed;
  }

  private static Optional<String> displayName(JsonNode user) {
    for (JsonNode tag : user.path("Tags")) {
      if (tag.path("Key").asText().equals(DISPLAY_NAME)) {
        return Optional.of(tag.path("Value").asText());
      }
    }
    return Optional.empty();
  }

  private static ObjectNode key(String user, JsonNode key) {
    ObjectNode seed = Json.object().put("user", user);
    seed.set("access_key", key.path("AccessKeyId"));
    if (key.has("SecretAccessKey")) {
      seed.set("secret_key", key.get("SecretAccessKey"));
    }
    return seed.put("active", key.path("Status").asText().equals("Active"));
  }
}

package io.sallyport.example.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.sallyport.masterkey.TokenKey;
import java.util.List;

/** {@code key}. */
final class Keys {
  static final Noun NOUN =
      Noun.of(
          "key",
          "The keys that seal session tokens.",
          List.of(
              Verb.of("list", "Lists them, the newest last.", Keys::list),
              Verb.of("rotate", "Adds one, which seals once every node has seen it.", Keys::rotate),
              Verb.of(
                  "strike-out",
                  "Ends all sessions that a key sealed.",
                  Keys::strikeOut,
                  Flag.required("--key-id", "", "which key"))));

  private Keys() {}

  static Result list(Arguments given, Context context) {
    ArrayNode keys = JsonNodeFactory.instance.arrayNode();
    for (TokenKey key : context.host("key list").keys().tokenKeys()) {
      keys.addObject().put("id", key.id()).put("seals_from", key.sealsFrom().toString());
    }
    return Result.of(keys);
  }

  private static Result rotate(Arguments given, Context context) {
    context.host("key rotate").keys().rotate();
    return list(given, context);
  }

  private static Result strikeOut(Arguments given, Context context) {
    context.host("key strike-out").keys().strikeOut(given.get("--key-id"));
    return list(given, context);
  }
}

package io.sallyport.policy.source;

import java.util.Locale;
import java.util.Optional;

/**
 * What the name of a condition key may be: anything, since it may end in the key of a tag, but no
 * name that only looks unlike another. Keys are compared in lower case, where the Kelvin sign is a
 * k, and an I with a dot an i and a mark.
 */
public final class KeySyntax {
  private static final int ASCII = 0x80;

  private KeySyntax() {}

  /** What should have been there instead; empty if nothing is wrong. */
  public static Optional<String> problem(String key) {
    if (key.isEmpty()) {
      return Optional.of("a key with a name");
    }
    return key.codePoints().anyMatch(KeySyntax::hidesAscii)
        ? Optional.of(
            "a key whose letters are no others in lower case, and not " + Printable.quote(key))
        : Optional.empty();
  }

  private static boolean hidesAscii(int character) {
    return character >= ASCII
        && Character.toString(character)
            .toLowerCase(Locale.ROOT)
            .chars()
            .anyMatch(it -> it < ASCII);
  }
}

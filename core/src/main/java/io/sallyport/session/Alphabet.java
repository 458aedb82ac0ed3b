package io.sallyport.session;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;

/** How a text is packed: by the smallest alphabet that has all its characters. */
enum Alphabet {
  /** Ids and access keys: five bits a character. */
  BASE32(0, 5, "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"),
  /** Secrets, and most names: six bits a character. */
  BASE64(1, 6, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"),
  /** Any text, in UTF-8. */
  UTF_8(2, 8, "");

  final int code;
  final int bits;

  /** Each in ASCII. */
  @SuppressWarnings("ImmutableEnumChecker") // Nothing is written into it.
  private final byte[] characters;

  /** Where an ASCII character stands among the others, or -1. */
  @SuppressWarnings("ImmutableEnumChecker") // Nothing is written into it once it is filled.
  private final byte[] places = new byte[128];

  Alphabet(int code, int bits, String characters) {
    this.code = code;
    this.bits = bits;
    this.characters = characters.getBytes(US_ASCII);
    Arrays.fill(places, (byte) -1);
    for (int i = 0; i < characters.length(); i++) {
      places[characters.charAt(i)] = (byte) i;
    }
  }

  /** The one that a text is packed by: there is only one way to pack it. */
  static Alphabet of(String text) {
    return BASE32.hasAllOf(text) ? BASE32 : BASE64.hasAllOf(text) ? BASE64 : UTF_8;
  }

  private boolean hasAllOf(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (index(text.charAt(i)) < 0) {
        return false;
      }
    }
    return true;
  }

  static Alphabet of(int code) {
    return code == BASE32.code ? BASE32 : code == BASE64.code ? BASE64 : UTF_8;
  }

  int index(char character) {
    return character < places.length ? places[character] : -1;
  }

  byte character(int index) {
    return characters[index];
  }
}

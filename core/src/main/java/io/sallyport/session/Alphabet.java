package io.sallyport.session;

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
  private final String characters;

  Alphabet(int code, int bits, String characters) {
    this.code = code;
    this.bits = bits;
    this.characters = characters;
  }

  /** The one that a text is packed by: there is only one way to pack it. */
  static Alphabet of(String text) {
    for (Alphabet alphabet : values()) {
      if (alphabet == UTF_8 || text.chars().allMatch(c -> alphabet.characters.indexOf(c) >= 0)) {
        return alphabet;
      }
    }
    return UTF_8;
  }

  static Alphabet of(int code) {
    return code == BASE32.code ? BASE32 : code == BASE64.code ? BASE64 : UTF_8;
  }

  int index(char character) {
    return characters.indexOf(character);
  }

  char character(int index) {
    return characters.charAt(index);
  }
}

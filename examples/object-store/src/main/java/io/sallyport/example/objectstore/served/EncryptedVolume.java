package io.sallyport.example.objectstore.served;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What the operator says of the volume that objects are on: all on it is encrypted at rest with
 * AES-256. Nothing is encrypted here.
 *
 * @param key the id by which clients know the volume's key, if they do
 */
public record EncryptedVolume(Optional<String> key) {
  /** One whose key nobody knows by an id. */
  public static final EncryptedVolume UNNAMED = new EncryptedVolume(Optional.empty());

  /** What a header can hold; at AWS, too, an id is no longer. */
  private static final Pattern ALLOWED = Pattern.compile("[!-~]{1,2048}");

  public EncryptedVolume {
    if (key.isPresent() && !ALLOWED.matcher(key.get()).matches()) {
      throw new IllegalArgumentException(
          "The id of a key is 1 to 2048 visible characters of ASCII, not '" + key.get() + "'.");
    }
  }

  /** One whose key has an id. */
  public static EncryptedVolume by(String key) {
    return new EncryptedVolume(Optional.of(key));
  }

  /** What is told of all objects on it, in a sentence for the operator. */
  public String notice() {
    String byKey =
        key.map(id -> ", or as " + Encryption.KMS + " by the key '" + id + "' where that was asked")
            .orElse("");
    return "All objects are told as encrypted with "
        + Encryption.AES256
        + byKey
        + "; nobody checks that they are.";
  }

  /**
   * The headers by which S3 tells how an object is encrypted. One that was to be encrypted by the
   * key with the id is, by whatever id the volume's key has now; while it has none, that is told as
   * of all others.
   *
   * @param algorithm for which its writer asked, if for any
   */
  Map<String, String> headers(Optional<String> algorithm) {
    return key.isPresent() && algorithm.equals(Optional.of(Encryption.KMS))
        ? Map.of(Encryption.ALGORITHM, Encryption.KMS, Encryption.KEY, key.get())
        : Map.of(Encryption.ALGORITHM, Encryption.AES256);
  }
}

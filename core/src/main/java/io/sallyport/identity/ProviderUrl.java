package io.sallyport.identity;

import static java.util.Objects.requireNonNull;

import io.sallyport.error.InvalidInputException;
import java.util.regex.Pattern;

/**
 * The URL by which an OpenID Connect provider names itself in its tokens, letter by letter. Plain
 * HTTP is for development.
 */
public record ProviderUrl(String value) {
  private static final int LONGEST = 255;
  private static final Pattern SCHEME = Pattern.compile("https?://");

  public ProviderUrl {
    requireNonNull(value, "value");
    if (value.length() > LONGEST || !SCHEME.matcher(value).lookingAt()) {
      throw new InvalidInputException(
          "Url", value, "a URL that begins with https:// or http://, of at most 255 characters");
    }
    nameIn(value);
  }

  /** The URL without its scheme. */
  public ProviderName name() {
    return nameIn(value);
  }

  private static ProviderName nameIn(String url) {
    return new ProviderName(SCHEME.matcher(url).replaceFirst(""));
  }

  @Override
  public String toString() {
    return value;
  }
}

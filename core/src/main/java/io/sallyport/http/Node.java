package io.sallyport.http;

import io.sallyport.error.InvalidInputException;
import java.net.InetAddress;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Who a proxy says that it was asked by.
 *
 * @param address empty if the proxy doesn't say
 */
record Node(Optional<InetAddress> address) {
  private static final Pattern WRITTEN =
      Pattern.compile(
          "(?:([0-9.]+)|\\[([0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*)])(?::[0-9]{1,5})?|([0-9A-Fa-f:.]+)");

  /** What stands where no address is told, as RFC 7239 has it. */
  private static final Pattern UNTOLD = Pattern.compile("(?i:unknown)|_[A-Za-z0-9._-]+");

  /**
   * Reads an address, with a port or without, an IPv6 address in brackets or bare.
   *
   * @throws InvalidInputException if it is neither, nor says that it tells none
   */
  static Node parse(String header, String text) {
    if (UNTOLD.matcher(text).matches()) {
      return new Node(Optional.empty());
    }
    Matcher written = WRITTEN.matcher(text);
    if (!written.matches()) {
      throw new InvalidInputException(header, text, "addresses");
    }
    for (int group = 1; group <= written.groupCount(); group++) {
      String address = written.group(group);
      if (address != null) {
        return new Node(Optional.of(AddressRange.address(header, address)));
      }
    }
    throw new InvalidInputException(header, text, "addresses");
  }
}

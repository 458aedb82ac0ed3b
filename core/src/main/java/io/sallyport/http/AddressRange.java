package io.sallyport.http;

import io.sallyport.error.InvalidInputException;
import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * An address, or all that begin with the same bits. An IPv4 address that is written as one of IPv6
 * is the IPv4 address.
 */
record AddressRange(InetAddress first, int bits) {

  /**
   * Reads {@code address} or {@code address/bits}.
   *
   * @throws InvalidInputException if it is neither, or other bits than these are set in it
   */
  static AddressRange parse(String text) {
    int slash = text.indexOf('/');
    InetAddress first = address("a trusted proxy", slash < 0 ? text : text.substring(0, slash));
    int most = first.getAddress().length * Byte.SIZE;
    int bits = slash < 0 ? most : bits(text, text.substring(slash + 1), most);
    AddressRange range = new AddressRange(first, bits);
    for (int bit = bits; bit < most; bit++) {
      if (isSet(first.getAddress(), bit)) {
        throw new InvalidInputException(
            "a trusted proxy", text, "an address, or its first bits and zeros");
      }
    }
    return range;
  }

  private static int bits(String text, String written, int most) {
    if (written.matches("0|[1-9][0-9]{0,2}") && Integer.parseInt(written) <= most) {
      return Integer.parseInt(written);
    }
    throw new InvalidInputException("a trusted proxy", text, "an address and at most its bits");
  }

  /**
   * Reads an address, and never looks one up as a name.
   *
   * @throws InvalidInputException if it is none, or names a zone
   */
  static InetAddress address(String what, String text) {
    boolean isIpv6 = text.indexOf(':') >= 0;
    if (text.indexOf('%') < 0 && text.indexOf('[') < 0 && !text.isEmpty()) {
      try {
        String bare = RemoteAddress.normalized(text);
        return InetAddress.getByName(isIpv6 ? "[" + bare + "]" : bare);
      } catch (UnknownHostException e) {
        throw new InvalidInputException(what, text, "an IP address");
      }
    }
    throw new InvalidInputException(what, text, "an IP address");
  }

  boolean contains(InetAddress address) {
    byte[] own = first.getAddress();
    byte[] other = address.getAddress();
    if (own.length != other.length) {
      return false;
    }
    for (int bit = 0; bit < bits; bit++) {
      if (isSet(own, bit) != isSet(other, bit)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isSet(byte[] bytes, int bit) {
    return (bytes[bit / Byte.SIZE] >> (Byte.SIZE - 1 - bit % Byte.SIZE) & 1) == 1;
  }
}

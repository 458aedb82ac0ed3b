package io.sallyport.oidc;

import java.math.BigInteger;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;

/**
 * Which addresses may be connected to: those of the public internet; besides, if a host lets them,
 * loopback and private ones. Never link-local ones, where clouds keep their metadata.
 *
 * @see <a href="https://www.iana.org/assignments/iana-ipv4-special-registry">Special addresses of
 *     IPv4</a>
 * @see <a href="https://www.iana.org/assignments/iana-ipv6-special-registry">and of IPv6</a>
 */
record AddressRule(boolean loopback, boolean privateNetworks) {
  private static final List<Range> LOOPBACK = Range.all("127.0.0.0/8", "::1/128");

  private static final List<Range> PRIVATE =
      Range.all("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "fc00::/7");

  private static final List<Range> NEVER =
      Range.all(
          "0.0.0.0/8",
          "100.100.100.200/32", // what clouds tell their machines, credentials too
          "168.63.129.16/32",
          "fd00:ec2::/32",
          "fd20:ce::/32",
          "169.254.0.0/16",
          "192.0.0.0/24",
          "192.0.2.0/24",
          "192.88.99.0/24",
          "198.18.0.0/15",
          "198.51.100.0/24",
          "203.0.113.0/24",
          "224.0.0.0/3");

  /** All that is global, less what has an address of IPv4 in it, or is for documentation. */
  private static final List<Range> GLOBAL = Range.all("2000::/3");

  private static final List<Range> NOT_GLOBAL =
      Range.all("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20");

  /** An address refused as it was to be connected to. */
  static final class RefusedAddressException extends UnknownHostException {
    private static final long serialVersionUID = 1L;

    RefusedAddressException(String host) {
      super("\"" + host + "\" is at an address that must not be connected to");
    }
  }

  /**
   * Returns the addresses if each of them may be connected to.
   *
   * @throws RefusedAddressException if one may not
   */
  InetAddress[] require(String host, InetAddress... addresses) throws RefusedAddressException {
    for (InetAddress address : addresses) {
      if (!allows(address)) {
        throw new RefusedAddressException(host);
      }
    }
    return addresses;
  }

  boolean allows(InetAddress address) {
    if (Range.anyHas(NEVER, address)) {
      return false;
    }
    if (isLoopback(address)) {
      return loopback;
    }
    if (Range.anyHas(PRIVATE, address)) {
      return privateNetworks;
    }
    return address instanceof Inet4Address
        || (Range.anyHas(GLOBAL, address) && !Range.anyHas(NOT_GLOBAL, address));
  }

  static boolean isLoopback(InetAddress address) {
    return Range.anyHas(LOOPBACK, address);
  }

  /** Addresses that begin alike. The JDK makes mapped addresses (::ffff:0:0/96) those of IPv4. */
  private record Range(BigInteger start, int shift, int length) {
    static List<Range> all(String... cidrs) {
      return Arrays.stream(cidrs).map(Range::of).toList();
    }

    static boolean anyHas(List<Range> ranges, InetAddress address) {
      return ranges.stream().anyMatch(range -> range.has(address.getAddress()));
    }

    private boolean has(byte[] address) {
      return address.length == length
          && new BigInteger(1, address).shiftRight(shift).equals(start.shiftRight(shift));
    }

    private static Range of(String cidr) {
      int slash = cidr.indexOf('/');
      try {
        byte[] address = InetAddress.getByName(cidr.substring(0, slash)).getAddress();
        int bits = Integer.parseInt(cidr.substring(slash + 1));
        return new Range(new BigInteger(1, address), address.length * 8 - bits, address.length);
      } catch (UnknownHostException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}

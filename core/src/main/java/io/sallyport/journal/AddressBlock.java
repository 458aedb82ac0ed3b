package io.sallyport.journal;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HexFormat;

/** Addresses as those of one subscriber. */
public final class AddressBlock {
  /** What one subscriber has of IPv6: a block of 64 bits. */
  private static final int BYTES = 8;

  private AddressBlock() {}

  /** The block that an address is of; one of IPv4 is its own. */
  public static String of(String address) {
    if (!address.contains(":")) {
      return address;
    }
    try {
      byte[] bytes = InetAddress.getByName(address).getAddress(); // Never a name, with a colon.
      return HexFormat.of().formatHex(bytes, 0, Math.min(BYTES, bytes.length));
    } catch (UnknownHostException e) {
      return address;
    }
  }
}

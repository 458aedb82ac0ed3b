package io.sallyport.policy.match;

/**
 * {@code IpAddress}: an address within a network. One of the other family is simply outside, but
 * for an IPv4 address or network written as IPv6 ({@code ::ffff:10.0.0.1}), where doubt decides, as
 * it does for what is no address.
 */
final class AddressMatcher implements ValueMatcher {
  private static final long MAPPED_PREFIX = 0xffffL;
  private static final int MAPPED_BITS = 96;

  private final Doubt doubt;
  private final boolean valid;
  private final boolean sixth;
  private final long high;
  private final long low;
  private final int prefix;

  AddressMatcher(String network, Doubt doubt) {
    this.doubt = doubt;
    int slash = network.indexOf('/');
    String address = slash < 0 ? network : network.substring(0, slash);
    this.sixth = address.indexOf(':') >= 0;
    int bits = sixth ? 128 : 32;
    this.prefix = slash < 0 ? bits : prefix(network.substring(slash + 1), bits);
    this.valid = Addresses.isAddress(address) && prefix >= 0;
    this.high = valid && sixth ? Addresses.high(address) : 0;
    this.low = valid ? (sixth ? Addresses.low(address) : Addresses.four(address)) : 0;
  }

  @Override
  public boolean matches(String requestValue, Facts facts) {
    if (!valid || !Addresses.isAddress(requestValue)) {
      return doubt.matches();
    }
    boolean asksSix = requestValue.indexOf(':') >= 0;
    if (asksSix && sixth) {
      return same(Addresses.high(requestValue), high, Math.min(prefix, 64))
          && same(Addresses.low(requestValue), low, Math.max(prefix - 64, 0));
    }
    if (!asksSix && !sixth) {
      return sameFour(Addresses.four(requestValue));
    }
    if (!doubt.matches()) {
      return false;
    }
    if (asksSix) {
      long asked = Addresses.low(requestValue);
      return isMapped(Addresses.high(requestValue), asked) && sameFour(asked & 0xffff_ffffL);
    }
    long asked = (MAPPED_PREFIX << 32) | Addresses.four(requestValue);
    return prefix >= MAPPED_BITS && high == 0 && same(asked, low, prefix - 64);
  }

  private static boolean isMapped(long high, long low) {
    return high == 0 && low >>> 32 == MAPPED_PREFIX;
  }

  /** Whether a network is well-formed. */
  boolean isValid() {
    return valid;
  }

  private boolean sameFour(long asked) {
    return same(asked << 32, low << 32, prefix);
  }

  private static boolean same(long one, long other, int bits) {
    return bits == 0 || (one ^ other) >>> (64 - bits) == 0;
  }

  private static int prefix(String text, int max) {
    if (text.isEmpty() || text.length() > 3 || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return -1;
    }
    int value = Integer.parseInt(text);
    return value <= max ? value : -1;
  }
}

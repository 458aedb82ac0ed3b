package io.sallyport.oidc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressRuleTest {
  private static final AddressRule STRICT = new AddressRule(false, false);
  private static final AddressRule LOOPBACK = new AddressRule(true, false);
  private static final AddressRule PRIVATE = new AddressRule(false, true);
  private static final AddressRule ALL = new AddressRule(true, true);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.1.1.1",
        "9.255.255.255",
        "11.0.0.0",
        "100.63.255.255",
        "100.128.0.0",
        "126.255.255.255",
        "128.0.0.0",
        "172.15.255.255",
        "172.32.0.0",
        "192.167.255.255",
        "192.169.0.0",
        "223.255.255.255",
        "::ffff:1.1.1.1",
        "2606:4700::1111",
        "2a00::1"
      })
  void allowsThePublicInternet(String address) throws UnknownHostException {
    assertEquals(true, STRICT.allows(InetAddress.getByName(address)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.0.0.0",
        "0.1.2.3",
        "169.254.169.254",
        "169.254.170.2",
        "100.100.100.200",
        "168.63.129.16",
        "fd00:ec2::254",
        "fd20:ce::254",
        "192.0.0.1",
        "192.0.2.1",
        "192.88.99.1",
        "198.18.0.1",
        "198.51.100.1",
        "203.0.113.1",
        "224.0.0.1",
        "239.1.1.1",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::7f00:1",
        "::ffff:169.254.169.254",
        "64:ff9b::a9fe:a9fe",
        "64:ff9b:1::1",
        "100::1",
        "2001::1",
        "2001:db8::1",
        "2002:7f00:1::",
        "3fff::1",
        "5f00::1",
        "fe80::1",
        "fec0::1",
        "ff02::1"
      })
  void refusesTheseWhateverAHostAllows(String address) throws UnknownHostException {
    InetAddress refused = InetAddress.getByName(address);

    assertEquals(false, ALL.allows(refused));
    assertThrows(
        AddressRule.RefusedAddressException.class,
        () -> ALL.require("h", InetAddress.getByName("1.1.1.1"), refused));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"127.0.0.1", "127.255.255.255", "::1", "::ffff:127.0.0.1", "127.1", "2130706433"})
  void allowsLoopbackIfAskedTo(String address) throws UnknownHostException {
    assertEquals(false, STRICT.allows(InetAddress.getByName(address)));
    assertEquals(false, PRIVATE.allows(InetAddress.getByName(address)));
    assertEquals(true, LOOPBACK.allows(InetAddress.getByName(address)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "10.0.0.1",
        "100.64.0.1",
        "100.127.255.255",
        "172.16.0.1",
        "172.31.255.255",
        "192.168.0.1",
        "::ffff:10.0.0.1",
        "fc00::1",
        "fd12:3456::1"
      })
  void allowsPrivateNetworksIfAskedTo(String address) throws UnknownHostException {
    assertEquals(false, STRICT.allows(InetAddress.getByName(address)));
    assertEquals(false, LOOPBACK.allows(InetAddress.getByName(address)));
    assertEquals(true, PRIVATE.allows(InetAddress.getByName(address)));
  }

  /** A name with one good address and one that is none is tried at neither. */
  @Test
  void tellsTheNameAndNotTheAddressOfWhatItRefuses() throws UnknownHostException {
    InetAddress metadata = InetAddress.getByName("169.254.169.254");

    assertEquals(
        "\"evil.example\" is at an address that must not be connected to",
        assertThrows(
                AddressRule.RefusedAddressException.class,
                () -> STRICT.require("evil.example", metadata))
            .getMessage());
  }
}

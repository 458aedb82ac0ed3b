package io.sallyport.policy.match;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

/** The readers that make no objects agree with the JDK's. */
class ValueProperties {
  private static final long YEAR_0001 = -62135596800L;
  private static final long YEAR_9999 = 253402300799L;

  @Property(tries = 5000)
  void readsInstantsAsTheJdk(
      @ForAll @LongRange(min = YEAR_0001, max = YEAR_9999) long seconds,
      @ForAll @IntRange(min = 0, max = 999_999_999) int nanos,
      @ForAll @IntRange(min = -18 * 60, max = 18 * 60) int minutes) {
    String text = Instant.ofEpochSecond(seconds, nanos).toString();
    assertEquals(seconds, Instants.seconds(text));
    assertEquals(nanos, Instants.nanos(text));
    ZoneOffset offset = ZoneOffset.ofTotalSeconds(minutes * 60);
    String local =
        LocalDateTime.ofEpochSecond(seconds, 0, ZoneOffset.UTC)
            .format(DateTimeFormatter.ISO_LOCAL_DATE_TIME);
    String zone = offset.equals(ZoneOffset.UTC) ? "+00:00" : offset.getId();
    String full = local.length() == 16 ? local + ":00" : local;
    assertEquals(seconds - offset.getTotalSeconds(), Instants.seconds(full + zone));
    String epoch = String.valueOf(seconds);
    boolean likeAYear = epoch.matches("\\d{4}");
    assertEquals(likeAYear ? Instants.MALFORMED : seconds, Instants.seconds(epoch));
  }

  @Property(tries = 2000)
  void readsAddressesAsTheJdk(@ForAll @Size(16) byte[] bytes) throws UnknownHostException {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    InetAddress six = InetAddress.getByAddress(bytes);
    if (six.getAddress().length == 16) {
      String text = six.getHostAddress();
      assertTrue(Addresses.isAddress(text), text);
      assertEquals(buffer.getLong(0), Addresses.high(text));
      assertEquals(buffer.getLong(8), Addresses.low(text));
    }
    byte[] first = {bytes[0], bytes[1], bytes[2], bytes[3]};
    String four = InetAddress.getByAddress(first).getHostAddress();
    assertEquals(Integer.toUnsignedLong(buffer.getInt(0)), Addresses.four(four));
  }

  @Property(tries = 2000)
  void shortensAndEmbedsAddresses(@ForAll @IntRange(min = 0, max = 65535) int group) {
    String hex = Integer.toHexString(group);
    assertEquals(group, Addresses.low("::" + hex));
    assertEquals((long) group << 48, Addresses.high(hex + "::"));
    assertEquals(0, Addresses.low(hex + "::"));
    assertEquals(0xffff_0a00_0001L, Addresses.low("::ffff:10.0.0.1"));
    assertEquals((1L << 48) + 0x0a00_0001L, Addresses.low("1:2:3:4:1:0:10.0.0.1"));
    assertEquals(0x0a00_0001L, Addresses.low("1::10.0.0.1"));
    assertEquals(1L << 48, Addresses.high("1::10.0.0.1"));
  }

  @Property(tries = 1)
  void refusesWhatIsNoAddress() {
    for (String text :
        new String[] {
          "",
          ":",
          ":::",
          "1:",
          "1:2",
          "1::2::3",
          "12345::",
          "g::",
          "1.2.3",
          "1.2.3.4.5",
          "256.0.0.1",
          "01.2.3.4",
          "1.2.3.4::",
          "::1.2.3",
          "1:2:3:4:5:6:7:8:9",
          "fe80::1%eth0",
          "1:2:3:4:5:6:7:1.2.3.4",
          "1:2:3:4:5:6:7:8::",
          "٣.1.1.1",
          " 1.2.3.4"
        }) {
      assertFalse(Addresses.isAddress(text), text);
    }
  }

  @Property(tries = 3000)
  void neverFailsOnWhatIsNoDate(@ForAll String text) {
    Instants.seconds(text);
    assertFalse(Addresses.isAddress("x" + text));
  }
}

package io.sallyport.policy.eval;

import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** How the reference evaluator compares values; doubt is what an open match counts as. */
record ReferenceValue(
    ReferenceText text, String base, boolean negated, boolean variables, boolean doubt) {

  boolean any(List<String> policyValues, String asked) {
    return policyValues.stream().anyMatch(it -> one(it, asked));
  }

  private boolean malformed() {
    return doubt;
  }

  private boolean one(String value, String asked) {
    Optional<List<String>> whole = text.wholeVariable(value, variables, doubt);
    if (base.startsWith("String")) {
      int flags = base.endsWith("IgnoreCase") ? Pattern.CASE_INSENSITIVE : 0;
      if (whole.isPresent()) {
        return whole.get().stream()
            .anyMatch(it -> flags == 0 ? it.equals(asked) : sameFolded(it, asked));
      }
      return text.matches(value, asked, base.endsWith("Like"), variables, flags, doubt);
    }
    if (base.startsWith("Arn")) {
      return arn(value, whole, asked);
    }
    if (base.equals("Bool")) {
      List<String> values = doubt ? whole.orElse(List.of(value)) : List.of(value);
      return values.stream()
          .anyMatch(it -> (isBool(it) && isBool(asked)) ? it.equalsIgnoreCase(asked) : malformed());
    }
    if (base.equals("BinaryEquals")) {
      return (bytes(value).isPresent() && bytes(asked).isPresent())
          ? Arrays.equals(bytes(value).get(), bytes(asked).get())
          : malformed();
    }
    return base.equals("IpAddress") ? address(value, asked) : ordered(value, asked);
  }

  private boolean sameFolded(String one, String other) {
    boolean mixed = one.matches("\\p{ASCII}*") != other.matches("\\p{ASCII}*");
    return one.equalsIgnoreCase(other) && (doubt || !mixed);
  }

  private static boolean isBool(String value) {
    return value.toLowerCase(Locale.ROOT).matches("true|false");
  }

  private static Optional<byte[]> bytes(String value) {
    try {
      return Optional.of(Base64.getDecoder().decode(value));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private boolean arn(String value, Optional<List<String>> whole, String asked) {
    if (whole.isPresent()) {
      return whole.get().stream()
          .anyMatch(it -> (isArn(it) && isArn(asked)) ? it.equals(asked) : malformed());
    }
    String[] parts = value.split(":", 6);
    if (!isArn(asked) || parts.length < 6) {
      return malformed();
    }
    boolean matches = true;
    for (int i = 0; i < 6; i++) {
      String part = asked.split(":", 6)[i];
      matches &= text.matches(parts[i], part, true, variables, 0, doubt);
    }
    return matches;
  }

  private static boolean isArn(String value) {
    return value.split(":", 6).length == 6 && value.startsWith("arn:");
  }

  private boolean ordered(String value, String asked) {
    if (base.startsWith("Date")) {
      Optional<Instant> one = date(asked);
      Optional<Instant> other = date(value);
      if (one.isEmpty() || other.isEmpty()) {
        return malformed();
      }
      boolean open =
          base.equals("DateEquals")
              && !negated
              && one.get().getEpochSecond() == other.get().getEpochSecond()
              && !one.get().equals(other.get());
      return open ? doubt : order(one.get().compareTo(other.get()));
    }
    Optional<BigDecimal> one = number(asked);
    Optional<BigDecimal> other = number(value);
    return (one.isPresent() && other.isPresent())
        ? order(one.get().compareTo(other.get()))
        : malformed();
  }

  private boolean order(int compared) {
    if (base.contains("LessThan")) {
      return compared < 0 || (compared == 0 && base.endsWith("Equals"));
    }
    if (base.contains("GreaterThan")) {
      return compared > 0 || (compared == 0 && base.endsWith("Equals"));
    }
    return compared == 0;
  }

  private static Optional<BigDecimal> number(String value) {
    return value.matches("-?\\d+(\\.\\d+)?")
        ? Optional.of(new BigDecimal(value))
        : Optional.empty();
  }

  private static Optional<Instant> date(String value) {
    if (number(value).isPresent()) {
      BigDecimal nanos = new BigDecimal(value).movePointRight(9);
      return Optional.of(Instant.ofEpochSecond(0, nanos.longValueExact()));
    }
    if (value.matches("\\d{4}-\\d\\d-\\d\\d")) {
      return Optional.of(LocalDate.parse(value).atStartOfDay(ZoneOffset.UTC).toInstant());
    }
    return value.matches("\\d{4}-\\d\\d-\\d\\dT.*")
        ? Optional.of(OffsetDateTime.parse(value).toInstant())
        : Optional.empty();
  }

  private boolean address(String value, String asked) {
    String[] network = value.split("/", -1);
    if (!isAddress(network[0]) || !isAddress(asked)) {
      return malformed();
    }
    boolean mapped = asked.startsWith("::ffff:") && !value.contains(":") && doubt;
    boolean mappedNetwork = value.startsWith("::ffff:") && !asked.contains(":") && doubt;
    byte[] one = bits(mapped ? asked.substring(7) : mappedNetwork ? "::ffff:" + asked : asked);
    byte[] other = bits(network[0]);
    int prefix = network.length > 1 ? Integer.parseInt(network[1]) : other.length;
    return one.length == other.length
        && Arrays.equals(Arrays.copyOf(one, prefix), Arrays.copyOf(other, prefix));
  }

  private static boolean isAddress(String value) {
    return value.matches("\\d+\\.\\d+\\.\\d+\\.\\d+|[0-9a-f:]+:[0-9a-f.:]*");
  }

  /** A bit per element. */
  private static byte[] bits(String address) {
    try {
      byte[] bytes = InetAddress.getByName(address).getAddress();
      if (address.contains(":") && bytes.length == 4) {
        byte[] mapped = new byte[16];
        mapped[10] = (byte) 0xff;
        mapped[11] = (byte) 0xff;
        System.arraycopy(bytes, 0, mapped, 12, 4);
        bytes = mapped;
      }
      byte[] bits = new byte[bytes.length * 8];
      for (int i = 0; i < bits.length; i++) {
        bits[i] = (byte) ((bytes[i / 8] >> (7 - i % 8)) & 1);
      }
      return bits;
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(e);
    }
  }
}

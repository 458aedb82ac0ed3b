package io.sallyport.http;

import io.sallyport.error.InvalidInputException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/** An IP address as conditions on {@code aws:SourceIp} read it: no brackets, no zone. */
final class RemoteAddress {
  private static final Pattern IPV4 =
      Pattern.compile("((25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])(\\.|$)){4}");
  private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");

  private RemoteAddress() {}

  static String normalized(String address) {
    String bare =
        address.startsWith("[") && address.endsWith("]")
            ? address.substring(1, address.length() - 1)
            : address;
    int zone = bare.indexOf('%');
    String text = zone < 0 ? bare : bare.substring(0, zone);
    if (!isAddress(text)) {
      throw new InvalidInputException("the remote address", address, "an IP address");
    }
    return text;
  }

  private static boolean isAddress(String text) {
    if (IPV4.matcher(text).matches()) {
      return !text.endsWith(".");
    }
    if (!IPV6.matcher(text).matches()) {
      return false;
    }
    try {
      // In brackets it is read as an address, and never looked up as a name.
      InetAddress.getByName("[" + text + "]");
      return true;
    } catch (UnknownHostException e) {
      return false;
    }
  }
}

package io.sallyport.http;

import io.sallyport.error.InvalidInputException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/** An IP address as conditions on {@code aws:SourceIp} read it: no brackets, no zone. */
final class RemoteAddress {
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
    if (isIpv4(text)) {
      return true;
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

  /** Four numbers up to 255, without a zero before them. */
  static boolean isIpv4(String text) {
    int numbers = 1;
    int digits = 0;
    int number = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '.' && digits > 0) {
        numbers++;
        digits = 0;
        number = 0;
      } else if (c >= '0' && c <= '9' && (digits == 0 || number > 0)) {
        digits++;
        number = 10 * number + c - '0';
      } else {
        return false;
      }
      if (number > 255 || numbers > 4) {
        return false;
      }
    }
    return numbers == 4 && digits > 0;
  }
}

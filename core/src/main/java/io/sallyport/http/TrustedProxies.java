package io.sallyport.http;

import io.sallyport.error.InvalidInputException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Proxies of which a host believes where a request came from: what a listed one says counts, and
 * what anybody else says is ignored. A host lists them by their addresses, and says which headers
 * <em>each</em> of them writes anew or adds to: one that they pass on as it came would be the
 * client's own word.
 *
 * <pre>{@code
 * TrustedProxies proxies = TrustedProxies.at("10.0.7.0/24", "2001:db8::7").tellingAddress().tellingScheme();
 * AccessAnswer answer = access.check(proxies.asSent(head)); // whose address is that of the connection
 * }</pre>
 *
 * <p>The caller's address is the last that isn't itself a listed proxy's, counted from the
 * connection backwards, so that what a client wrote before doesn't count, and isn't read (of {@code
 * Forwarded}, whose lines must be read whole to find where an element begins, only if they are of
 * its form). A client signs the host that it asked: a proxy that asks for another one has to tell
 * the first ({@link #tellingHost}), which is then the {@code Host} of the head, and so the one that
 * the signature is verified with and that names the bucket. It need not be true: who doesn't sign
 * it is refused, and who doesn't sign at all could have asked it directly.
 *
 * <p>Immutable.
 */
public final class TrustedProxies {
  private static final String FOR = "X-Forwarded-For";
  private static final String PROTO = "X-Forwarded-Proto";
  private static final String HOST = "X-Forwarded-Host";
  private static final String FORWARDED = "Forwarded";
  private static final int MOST_HOPS = 64;

  private static final Pattern NAMED =
      Pattern.compile("(?:[A-Za-z0-9._-]{1,255}|\\[[0-9A-Fa-f:.]{2,45}])(?::[0-9]{1,5})?");

  private enum Told {
    ADDRESS,
    SCHEME,
    HOST,
    FORWARDED
  }

  private final List<AddressRange> listed;
  private final Set<Told> told;

  private TrustedProxies(List<AddressRange> listed, Set<Told> told) {
    this.listed = listed;
    this.told = told;
  }

  /**
   * Proxies that are believed nothing yet.
   *
   * @param addresses such as {@code 10.0.7.1}, {@code 10.0.7.0/24} or {@code 2001:db8::/32}; names
   *     are not looked up
   * @throws InvalidInputException if one is no address or range of them
   */
  public static TrustedProxies at(String... addresses) {
    List<AddressRange> listed = new ArrayList<>();
    for (String each : addresses) {
      listed.add(AddressRange.parse(each));
    }
    return new TrustedProxies(List.copyOf(listed), EnumSet.noneOf(Told.class));
  }

  /** They add who asked them to {@code X-Forwarded-For}. */
  public TrustedProxies tellingAddress() {
    return telling(Told.ADDRESS);
  }

  /** They write {@code X-Forwarded-Proto}: {@code https} if the client used TLS, else not. */
  public TrustedProxies tellingScheme() {
    return telling(Told.SCHEME);
  }

  /** They write which {@code Host} the client asked into {@code X-Forwarded-Host}. */
  public TrustedProxies tellingHost() {
    return telling(Told.HOST);
  }

  /** They add all three to {@code Forwarded}, as RFC 7239 has it, and the others don't count. */
  public TrustedProxies tellingForwarded() {
    return telling(Told.FORWARDED);
  }

  private TrustedProxies telling(Told more) {
    Set<Told> all = EnumSet.of(more);
    all.addAll(told);
    if (all.contains(Told.FORWARDED) && all.size() > 1) {
      throw new IllegalStateException("proxies tell by Forwarded, or by X-Forwarded, not by both");
    }
    return new TrustedProxies(listed, all);
  }

  /**
   * A request as its client sent it.
   *
   * @param head with the address of the connection that it came by, and its TLS
   * @return the same, if it didn't come from a listed proxy. Else the caller's address, TLS and
   *     host are what the proxies say, as far as they are said to tell these; what they should tell
   *     and don't is the connection's address, no TLS, and the head's own host
   * @throws InvalidInputException if the head has no address, or what a listed proxy says can't be
   *     read, contradicts itself or hides what it is to tell
   */
  public RequestHead asSent(RequestHead head) {
    String peer =
        head.remoteAddress()
            .orElseThrow(
                () -> new InvalidInputException("the remote address", "", "that of a connection"));
    if (!isListed(AddressRange.address("the remote address", peer))) {
      return head;
    }
    return told.contains(Told.FORWARDED) ? forwarded(head, peer) : headers(head, peer);
  }

  private boolean isListed(InetAddress address) {
    return listed.stream().anyMatch(range -> range.contains(address));
  }

  private RequestHead headers(RequestHead head, String peer) {
    String address = told.contains(Told.ADDRESS) ? client(head, peer) : peer;
    Optional<String> host = told.contains(Told.HOST) ? same(head, HOST) : Optional.empty();
    RequestHead.Builder sent = copy(head, host).remoteAddress(address);
    if (told.contains(Told.SCHEME)) {
      return scheme(sent, PROTO, same(head, PROTO)).build();
    }
    if (head.isSecure()) {
      head.tlsVersion().ifPresentOrElse(sent::secure, sent::secure);
    }
    return sent.build();
  }

  private String client(RequestHead head, String peer) {
    List<String> hops = values(head, FOR);
    String last = peer;
    for (int i = hops.size() - 1; i >= 0; i--) {
      InetAddress address = address(FOR, hops.get(i));
      last = address.getHostAddress();
      if (!isListed(address)) {
        return last;
      }
    }
    return last;
  }

  private RequestHead forwarded(RequestHead head, String peer) {
    List<ForwardedElement> elements = ForwardedElement.parse(head.headers(FORWARDED));
    requireFew(FORWARDED, elements.size());
    for (int i = elements.size() - 1; i >= 0; i--) {
      ForwardedElement by = elements.get(i);
      InetAddress address = address(FORWARDED, by.find("for").orElse("unknown"));
      if (i == 0 || !isListed(address)) {
        Optional<String> host = by.find("host").map(name -> named(FORWARDED, name));
        RequestHead.Builder sent = copy(head, host).remoteAddress(address.getHostAddress());
        return scheme(sent, FORWARDED, by.find("proto")).build();
      }
    }
    return copy(head, Optional.empty()).remoteAddress(peer).build();
  }

  /** The head without address and TLS, and with the host that the client asked. */
  private static RequestHead.Builder copy(RequestHead head, Optional<String> host) {
    String query = head.rawQuery().isEmpty() ? "" : "?" + head.rawQuery();
    RequestHead.Builder copy = RequestHead.builder(head.method(), head.rawPath() + query);
    copy.headers(head, name -> host.isEmpty() || !name.equals("host"));
    host.ifPresent(name -> copy.header("host", name));
    head.requestId().ifPresent(copy::requestId);
    return copy;
  }

  private static InetAddress address(String header, String node) {
    return Node.parse(header, node)
        .address()
        .orElseThrow(() -> new InvalidInputException(header, "[hidden]", "what tells the address"));
  }

  /** What a header says, which says one thing however often. */
  private static Optional<String> same(RequestHead head, String header) {
    List<String> values = values(head, header);
    if (values.stream().distinct().count() > 1) {
      throw new InvalidInputException(header, String.join(",", values), "one thing");
    }
    Optional<String> value = values.stream().findFirst();
    return header.equals(HOST) ? value.map(name -> named(HOST, name)) : value;
  }

  private static List<String> values(RequestHead head, String header) {
    List<String> values = new ArrayList<>();
    for (String line : head.headers(header.toLowerCase(Locale.ROOT))) {
      for (String each : line.split(",", -1)) {
        values.add(each.strip());
      }
    }
    requireFew(header, values.size());
    return values;
  }

  private static void requireFew(String header, int count) {
    if (count > MOST_HOPS) {
      throw new InvalidInputException(header, "[hidden]", "of at most " + MOST_HOPS + " hops");
    }
  }

  private static String named(String header, String name) {
    if (!NAMED.matcher(name).matches()) {
      throw new InvalidInputException(header, name, "a host, and perhaps its port");
    }
    return name;
  }

  private static RequestHead.Builder scheme(
      RequestHead.Builder sent, String header, Optional<String> scheme) {
    return switch (scheme.orElse("http").toLowerCase(Locale.ROOT)) {
      case "http" -> sent;
      case "https" -> sent.secure();
      default -> throw new InvalidInputException(header, scheme.orElse(""), "http or https");
    };
  }
}

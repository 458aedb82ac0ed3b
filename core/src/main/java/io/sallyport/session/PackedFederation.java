package io.sallyport.session;

import io.sallyport.identity.AccountId;
import io.sallyport.identity.ProviderName;
import io.sallyport.principal.Federation;
import io.sallyport.principal.Lineage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** By whose word a session began, in few bytes: the provider's name, and its claims in order. */
final class PackedFederation {
  /** A token that is longer has no room in another. */
  private static final int LONGEST = 20_000;

  private PackedFederation() {}

  static PackedWriter write(Federation federation) {
    PackedWriter out = new PackedWriter().text(federation.provider().value());
    out.number(federation.claims().size());
    federation
        .claims()
        .forEach(
            (name, values) -> {
              out.text(name).number(values.size());
              values.forEach(out::text);
            });
    return out;
  }

  /** How many bytes it has before it is packed. */
  static int size(Optional<Federation> federation) {
    return federation.map(each -> write(each).bytes().length).orElse(0);
  }

  /**
   * Reads it.
   *
   * @throws RuntimeException if it is not as {@link #write} writes it
   */
  static Federation read(AccountId account, PackedReader packed) {
    PackedReader in = packed.part(2 * LONGEST);
    ProviderName provider = new ProviderName(in.text());
    SortedMap<String, List<String>> claims = new TreeMap<>();
    String last = "";
    for (int count = in.count(Federation.KEPT.size()); count > 0; count--) {
      String name = in.text();
      if (name.compareTo(last) <= 0) {
        throw new IllegalArgumentException("claims that are not in order");
      }
      last = name;
      List<String> values = new ArrayList<>();
      for (int each = in.count(LONGEST); each > 0; each--) {
        values.add(in.text());
      }
      claims.put(name, values);
    }
    in.end();
    return new Federation(account, provider, claims);
  }

  /** The name of a mark that is written already; empty for none. */
  static String ownName(Lineage.Kind kind, Optional<Federation> federation) {
    return switch (kind) {
      case PROVIDER -> federation.map(each -> each.arn().toString()).orElse("");
      case SUBJECT ->
          federation.map(each -> Revocations.subject(each.arn(), each.subject())).orElse("");
      default -> "";
    };
  }
}

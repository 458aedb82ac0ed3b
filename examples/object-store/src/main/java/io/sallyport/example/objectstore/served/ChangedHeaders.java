package io.sallyport.example.objectstore.served;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A request as S3Proxy is to see it: without the headers that ask for what it hasn't, and with
 * others instead. Not thread-safe.
 */
final class ChangedHeaders extends HttpServletRequestWrapper {
  /** With what the names of all of them begin. */
  private static final String AMAZONS = "x-amz-";

  private static final Set<String> UNSEEN =
      Set.of(
          "x-amz-acl",
          "x-amz-bypass-governance-retention",
          "x-amz-confirm-remove-self-bucket-access",
          "x-amz-expected-bucket-owner",
          "x-amz-object-ownership",
          "x-amz-source-expected-bucket-owner",
          "x-amz-tagging",
          "x-amz-tagging-directive");

  /** With what the names of others begin. */
  private static final List<String> BEGINNINGS =
      List.of("x-amz-grant-", Encryption.ALGORITHM, Encryption.OF_SOURCE);

  private final Map<String, String> added = new HashMap<>();
  private final Set<String> hidden;

  /**
   * A request without some of its headers.
   *
   * @param hidden their names, in lower case
   */
  ChangedHeaders(HttpServletRequest request, Set<String> hidden) {
    super(request);
    this.hidden = hidden;
  }

  /** The names, in lower case, of those of a request's headers that S3Proxy isn't to see. */
  static Set<String> unseen(HttpServletRequest request) {
    Set<String> unseen = new HashSet<>();
    for (Enumeration<String> names = request.getHeaderNames(); names.hasMoreElements(); ) {
      String name = names.nextElement();
      if (name.regionMatches(true, 0, AMAZONS, 0, AMAZONS.length())) {
        String folded = name.toLowerCase(Locale.ROOT);
        if (isUnseen(folded)) {
          unseen.add(folded);
        }
      }
    }
    return unseen;
  }

  private static boolean isUnseen(String folded) {
    for (String beginning : BEGINNINGS) {
      if (folded.startsWith(beginning)) {
        return true;
      }
    }
    return UNSEEN.contains(folded);
  }

  /** The same request with this header, in the place of one that may be there. */
  ChangedHeaders with(String name, String value) {
    added.put(name, value);
    return this;
  }

  private boolean isHidden(String name) {
    return !hidden.isEmpty() && hidden.contains(name.toLowerCase(Locale.ROOT));
  }

  private @Nullable String added(String name) {
    return added.isEmpty() ? null : added.get(name.toLowerCase(Locale.ROOT));
  }

  @Override
  public @Nullable String getHeader(String name) {
    String value = added(name);
    return value != null || isHidden(name) ? value : super.getHeader(name);
  }

  @Override
  public Enumeration<String> getHeaders(String name) {
    String value = added(name);
    if (value != null) {
      return Collections.enumeration(List.of(value));
    }
    return isHidden(name) ? Collections.emptyEnumeration() : super.getHeaders(name);
  }

  @Override
  public Enumeration<String> getHeaderNames() {
    List<String> names = new ArrayList<>(added.keySet());
    for (String name : Collections.list(super.getHeaderNames())) {
      if (!isHidden(name) && added(name) == null) {
        names.add(name);
      }
    }
    return Collections.enumeration(names);
  }
}

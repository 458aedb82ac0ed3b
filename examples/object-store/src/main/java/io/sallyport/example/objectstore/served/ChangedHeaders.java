package io.sallyport.example.objectstore.served;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashMap;
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
  private static final String OF_S3 = "x-amz-";
  private static final String GRANTS = OF_S3 + "grant-";

  private final Map<String, String> added = new HashMap<>();

  ChangedHeaders(HttpServletRequest request) {
    super(request);
  }

  /** The same request with this header, in the place of one that may be there. */
  ChangedHeaders with(String name, String value) {
    added.put(name, value);
    return this;
  }

  private static boolean isUnseen(String name) {
    if (!name.regionMatches(true, 0, OF_S3, 0, OF_S3.length())) {
      return false;
    }
    String folded = name.toLowerCase(Locale.ROOT);
    return UNSEEN.contains(folded) || folded.startsWith(GRANTS);
  }

  private @Nullable String added(String name) {
    return added.isEmpty() ? null : added.get(name.toLowerCase(Locale.ROOT));
  }

  @Override
  public @Nullable String getHeader(String name) {
    String value = added(name);
    return value != null || isUnseen(name) ? value : super.getHeader(name);
  }

  @Override
  public Enumeration<String> getHeaders(String name) {
    String value = added(name);
    if (value != null) {
      return Collections.enumeration(List.of(value));
    }
    return isUnseen(name) ? Collections.emptyEnumeration() : super.getHeaders(name);
  }

  @Override
  public Enumeration<String> getHeaderNames() {
    List<String> names = new ArrayList<>(added.keySet());
    Collections.list(super.getHeaderNames()).stream()
        .filter(name -> !isUnseen(name) && added(name) == null)
        .forEach(names::add);
    return Collections.enumeration(names);
  }
}

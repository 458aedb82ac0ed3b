package io.sallyport.policy.eval;

import io.sallyport.policy.eval.ContextValue.Arity;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What is known about a request besides caller, action and resource: the condition keys. Keys are
 * compared without regard to case. Thread-safe; a supplier runs at most once, and only if a
 * statement asks for its key.
 *
 * <p>What the host asserts and what the caller supplied (headers, claims, tags) come in by
 * different methods, so that a caller's names can never write a key that the host vouches for.
 */
public final class RequestContext {
  private static final RequestContext EMPTY = new RequestContext(Map.of());
  private static final List<String> RESERVED = List.of("aws:", "sts:", "s3:", "iam:", "saml:");

  private final Map<String, ContextValue> values;

  private RequestContext(Map<String, ContextValue> values) {
    this.values = values;
  }

  /** A context that knows nothing. */
  public static RequestContext empty() {
    return EMPTY;
  }

  /** Starts a context. */
  public static Builder builder() {
    return new Builder();
  }

  /** The values of a key in lower case. */
  ContextValue find(String lowerCaseKey) {
    ContextValue value = values.get(lowerCaseKey);
    return value == null ? ContextValue.ABSENT : value;
  }

  /** The values of a key in any case. */
  List<String> read(String key) {
    return List.of(find(key.toLowerCase(Locale.ROOT)).values());
  }

  /** The values of a key in lower case that are there without asking. */
  List<String> known(String lowerCaseKey) {
    return List.of(find(lowerCaseKey).known());
  }

  /** Collects keys. Not thread-safe. */
  public static final class Builder {
    private final Map<String, ContextValue> asserted = new HashMap<>();
    private final Map<String, List<String>> supplied = new HashMap<>();

    private Builder() {}

    /**
     * A key that the host vouches for. One value can stand for a variable anywhere; several make
     * the key a multi-valued one, and none leave it absent. A later call replaces an earlier one.
     */
    public Builder host(String key, String... values) {
      return put(key, new ContextValue(key, List.of(values), Arity.SINGLE));
    }

    /** A multi-valued key that the host vouches for, however many values it has now. */
    public Builder hostMultivalued(String key, List<String> values) {
      return put(key, new ContextValue(key, List.copyOf(values), Arity.MANY));
    }

    /**
     * A key that is costly to find out. If the supplier throws, or gives a null, the request is
     * denied.
     */
    public Builder hostLazy(String key, Supplier<List<String>> values) {
      return put(key, new ContextValue(key, values, Arity.SINGLE));
    }

    /** A multi-valued key that is costly to find out. */
    public Builder hostLazyMultivalued(String key, Supplier<List<String>> values) {
      return put(key, new ContextValue(key, values, Arity.MANY));
    }

    /**
     * A key that the caller supplied. Values add up; a key that the host asserts too is the host's.
     *
     * @throws IllegalArgumentException if the key is one that only a host may assert: it starts
     *     with {@code aws:}, {@code sts:}, {@code s3:}, {@code iam:} or {@code saml:}, in any case
     */
    public Builder caller(String key, String... values) {
      String name = key.toLowerCase(Locale.ROOT);
      if (RESERVED.stream().anyMatch(name.strip()::startsWith)) {
        throw new IllegalArgumentException(
            "\"" + key + "\" is a key that only the host may assert");
      }
      supplied.computeIfAbsent(name, unused -> new ArrayList<>()).addAll(List.of(values));
      return this;
    }

    /** The context. */
    public RequestContext build() {
      Map<String, ContextValue> all = new HashMap<>();
      supplied.forEach((key, values) -> all.put(key, new ContextValue(key, values, Arity.SINGLE)));
      all.putAll(asserted);
      return new RequestContext(all);
    }

    private Builder put(String key, ContextValue value) {
      asserted.put(key.toLowerCase(Locale.ROOT), value);
      return this;
    }
  }
}

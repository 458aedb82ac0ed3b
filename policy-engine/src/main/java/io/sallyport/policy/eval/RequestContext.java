package io.sallyport.policy.eval;

import io.sallyport.policy.eval.ContextValue.Arity;
import io.sallyport.policy.source.Printable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is known about a request besides caller, action and resource: the condition keys. Keys are
 * compared without regard to case. Thread-safe; a supplier runs at most once, and only if a
 * statement asks for its key.
 *
 * <p>A context may be one {@linkplain #over over} another: nothing is copied, and what the upper
 * one says, be it that a key is absent, the lower one can't change. The one that says who asks is
 * always the uppermost.
 *
 * <p>What the host asserts and what the caller supplied (headers, claims, tags) come in by
 * different methods, so that a caller's names can never write a key that the host vouches for, in
 * whatever layer.
 */
public final class RequestContext {
  private static final RequestContext EMPTY = builder().build();
  private static final List<String> RESERVED =
      List.of("aws:", "sts:", "s3:", "iam:", "saml:", "sallyport:");

  /** Who asks is told by these keys alone, and by those that start like the first. */
  private static final String OF_PRINCIPAL = "aws:principal";

  private static final Set<String> ALSO_OF_PRINCIPAL = Set.of("aws:userid", "aws:username");

  private final boolean describesPrincipal;

  /** From the uppermost to the lowest; if the context says who asks, the first does. */
  private final ContextLayer[] layers;

  private RequestContext(boolean describesPrincipal, ContextLayer... layers) {
    this.describesPrincipal = describesPrincipal;
    this.layers = layers;
  }

  /** A context that knows nothing. */
  public static RequestContext empty() {
    return EMPTY;
  }

  /** Starts a context. */
  public static Builder builder() {
    return new Builder(false);
  }

  /**
   * Starts a context that says who asks. Under it no other says anything of {@code aws:Principal…},
   * {@code aws:userid} and {@code aws:username}: what is not said here is absent.
   */
  public static Builder principal() {
    return new Builder(true);
  }

  /**
   * A context whose keys are written down when the first of its keys is asked for, and never if no
   * statement asks for any. If the writer throws, the request is denied.
   *
   * @param writer is called at most once, by whatever thread asks
   */
  public static RequestContext whenAsked(Consumer<Builder> writer) {
    return whenAsked(false, writer);
  }

  /**
   * As {@link #whenAsked}, a context that says who asks: see {@link #principal()}.
   *
   * @param writer is called at most once, by whatever thread asks
   */
  public static RequestContext principalWhenAsked(Consumer<Builder> writer) {
    return whenAsked(true, writer);
  }

  /**
   * A context of keys that begin alike and are costly to find out, such as an object's tags: {@code
   * s3:ExistingObjectTag/}. They are written down when a statement asks for a key that begins so,
   * and not to be shown. If the writer throws, the request is denied.
   *
   * @param prefix with what all keys begin; others that are written are not found
   * @param writer is called at most once, by whatever thread asks
   * @throws IllegalArgumentException if the prefix is empty
   */
  public static RequestContext lazily(String prefix, Consumer<Builder> writer) {
    return new RequestContext(false, ContextLayer.costly(prefix.toLowerCase(Locale.ROOT), writer));
  }

  private static RequestContext whenAsked(boolean describesPrincipal, Consumer<Builder> writer) {
    return new RequestContext(describesPrincipal, ContextLayer.whenAsked(writer));
  }

  /** The keys that a writer writes down. */
  static ContextLayer.Keys written(Consumer<Builder> writer) {
    Builder keys = builder();
    writer.accept(keys);
    return keys.keys();
  }

  /**
   * This context, and what another one knows besides.
   *
   * @throws IllegalArgumentException if the other one says who asks
   */
  public RequestContext over(RequestContext lower) {
    if (lower.describesPrincipal) {
      throw new IllegalArgumentException("a context that says who asks can't be under another");
    }
    if (lower.layers.length == 0) {
      return this;
    }
    if (layers.length == 0) {
      return lower;
    }
    ContextLayer[] all = Arrays.copyOf(layers, layers.length + lower.layers.length);
    System.arraycopy(lower.layers, 0, all, layers.length, lower.layers.length);
    return new RequestContext(describesPrincipal, all);
  }

  /** The values of a key in lower case. */
  ContextValue find(String lowerCaseKey) {
    return find(lowerCaseKey, ContextLayer::keys);
  }

  private ContextValue find(String lowerCaseKey, Function<ContextLayer, ContextLayer.Keys> way) {
    for (int i = 0; i < layers.length; i++) {
      ContextValue value =
          layers[i].mayKnow(lowerCaseKey)
              ? way.apply(layers[i]).asserted().get(lowerCaseKey)
              : null;
      if (value != null) {
        return value;
      }
      if (i == 0 && describesPrincipal && isOfPrincipal(lowerCaseKey)) {
        return ContextValue.ABSENT;
      }
    }
    for (ContextLayer layer : layers) {
      ContextValue value =
          layer.mayKnow(lowerCaseKey) ? way.apply(layer).supplied().get(lowerCaseKey) : null;
      if (value != null) {
        return value;
      }
    }
    return ContextValue.ABSENT;
  }

  private static boolean isOfPrincipal(String lowerCaseKey) {
    return lowerCaseKey.startsWith(OF_PRINCIPAL) || ALSO_OF_PRINCIPAL.contains(lowerCaseKey);
  }

  /** The values of a key in any case. */
  List<String> read(String key) {
    return List.of(find(key.toLowerCase(Locale.ROOT)).values());
  }

  /**
   * The values of a key, in any case, that are known without asking a supplier. Never throws: of
   * keys that can't be had nothing is known.
   */
  public List<String> known(String key) {
    return List.of(find(key.toLowerCase(Locale.ROOT), ContextLayer::known).known());
  }

  /**
   * What this context knows without asking a supplier: the values of each key, in the spelling in
   * which it came in.
   */
  public SortedMap<String, List<String>> known() {
    SortedMap<String, List<String>> known = new TreeMap<>();
    Stream.of(layers)
        .map(ContextLayer::known)
        .flatMap(keys -> Stream.of(keys.asserted(), keys.supplied()))
        .flatMap(keys -> keys.keySet().stream())
        .distinct()
        .map(key -> find(key, ContextLayer::known))
        .filter(value -> value.known().length > 0)
        .forEach(value -> known.put(value.key(), List.of(value.known())));
    return known;
  }

  /**
   * Whether the other context says the same, in the same layers. What a supplier would say equals
   * only itself.
   */
  @Override
  public boolean equals(@Nullable Object object) {
    return object instanceof RequestContext other
        && describesPrincipal == other.describesPrincipal
        && Arrays.equals(layers, other.layers);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(layers) + Boolean.hashCode(describesPrincipal);
  }

  /** What is known without asking anybody, with escapes for what can't be seen. */
  @Override
  public String toString() {
    return Printable.of(known().toString());
  }

  /** Collects keys. Not thread-safe. */
  public static final class Builder {
    private final Map<String, ContextValue> asserted = new HashMap<>();
    private final Map<String, List<String>> supplied = new HashMap<>();
    private final boolean describesPrincipal;

    private Builder(boolean describesPrincipal) {
      this.describesPrincipal = describesPrincipal;
    }

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
     *     with {@code aws:}, {@code sts:}, {@code s3:}, {@code iam:}, {@code saml:} or {@code
     *     sallyport:}, in any case
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
      return asserted.isEmpty() && supplied.isEmpty() && !describesPrincipal
          ? new RequestContext(false)
          : new RequestContext(describesPrincipal, new ContextLayer(keys()));
    }

    private ContextLayer.Keys keys() {
      Map<String, ContextValue> told = new HashMap<>();
      supplied.forEach((key, values) -> told.put(key, new ContextValue(key, values, Arity.SINGLE)));
      return new ContextLayer.Keys(new HashMap<>(asserted), told);
    }

    private Builder put(String key, ContextValue value) {
      asserted.put(key.toLowerCase(Locale.ROOT), value);
      return this;
    }
  }
}

package io.sallyport.identity;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * A page of a list.
 *
 * @param marker where the next page begins; empty on the last page
 */
public record Listing<T>(List<T> items, String marker) {

  public Listing {
    items = List.copyOf(items);
  }

  /**
   * A page of what is at hand, in the order of names without regard to case.
   *
   * @param name tells one from all others
   */
  public static <T> Listing<T> of(Collection<T> all, Function<T, String> name, PageRequest page) {
    Comparator<String> order =
        Comparator.comparing((String text) -> text.toLowerCase(Locale.ROOT))
            .thenComparing(Comparator.naturalOrder());
    List<T> rest =
        all.stream()
            .filter(
                item ->
                    page.marker().isEmpty() || order.compare(name.apply(item), page.marker()) > 0)
            .sorted(Comparator.comparing(name, order))
            .toList();
    if (rest.size() <= page.maxItems()) {
      return new Listing<>(rest, "");
    }
    List<T> shown = rest.subList(0, page.maxItems());
    return new Listing<>(shown, name.apply(shown.get(shown.size() - 1)));
  }

  /** The same page, of what is made of each. */
  public <R> Listing<R> map(Function<T, R> each) {
    return new Listing<>(items.stream().map(each).toList(), marker);
  }

  /** Whether there is a next page. */
  public boolean isTruncated() {
    return !marker.isEmpty();
  }
}

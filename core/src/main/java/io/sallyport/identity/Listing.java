package io.sallyport.identity;

import java.util.List;

/**
 * A page of a list.
 *
 * @param marker where the next page begins; empty on the last page
 */
public record Listing<T>(List<T> items, String marker) {

  public Listing {
    items = List.copyOf(items);
  }

  /** Whether there is a next page. */
  public boolean isTruncated() {
    return !marker.isEmpty();
  }
}

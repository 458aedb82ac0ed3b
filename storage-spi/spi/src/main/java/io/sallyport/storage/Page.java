package io.sallyport.storage;

import java.util.List;

/**
 * The first entries of a range, in key order. The next page is {@code list(range.after(last), …)}.
 *
 * @param complete whether the range has no further entry
 * @param cursor from where a watch sees every change that this page doesn't show
 */
public record Page(List<Entry> entries, boolean complete, Cursor cursor) {

  public Page {
    entries = List.copyOf(entries);
    if (entries.isEmpty() && !complete) {
      throw new IllegalArgumentException("a page without entries is the last one");
    }
  }
}

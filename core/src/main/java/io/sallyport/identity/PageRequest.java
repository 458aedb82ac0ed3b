package io.sallyport.identity;

import static java.util.Objects.requireNonNull;

import io.sallyport.error.InvalidInputException;

/**
 * Which page of a list to answer.
 *
 * @param maxItems how many items at most, from 1 to 1,000
 * @param marker the marker of the page before, of 1,024 characters at most; empty for the first
 *     page
 */
public record PageRequest(int maxItems, String marker) {
  /** The first page, of 100 items at most: AWS's default. */
  public static final PageRequest FIRST = new PageRequest(100, "");

  private static final int LONGEST_MARKER = 1024;

  public PageRequest {
    requireNonNull(marker, "marker");
    if (maxItems < 1 || maxItems > 1000) {
      throw new InvalidInputException("MaxItems", Integer.toString(maxItems), "from 1 to 1000");
    }
    if (marker.length() > LONGEST_MARKER) {
      throw new InvalidInputException("Marker", marker, "one that the page before gave");
    }
  }

  /** The page that begins at this marker. */
  public PageRequest from(String nextMarker) {
    requireNonNull(nextMarker, "nextMarker");
    return new PageRequest(maxItems, nextMarker);
  }
}

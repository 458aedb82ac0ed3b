package io.sallyport.document;

import io.sallyport.error.InvalidInputException;
import io.sallyport.identity.Listing;
import io.sallyport.identity.PageRequest;
import io.sallyport.storage.Entry;
import io.sallyport.storage.Key;
import io.sallyport.storage.KeyRange;
import io.sallyport.storage.Page;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The documents of one kind, under one root of keys. Reading here is for decisions and lists; what
 * is to be changed is read and written by {@link Change}. Thread-safe.
 *
 * <p>A list has the order of keys: where the name of a thing is the rest of its key, in the form in
 * which two names that differ only in case are the same, that is the order of names whatever their
 * case.
 */
public final class Table<T> {
  /** How many documents at least are read at once where not all are wanted. */
  private static final int SIFTED = 200;

  /** How many pages of the store one page of a list may cost. */
  private static final int MOST_PAGES = 10;

  private final Documents documents;
  private final Codec<T> codec;
  private final List<String> root;

  /** The key of the document that has no more segments than the root, once it was asked for. */
  private volatile Optional<Key> bare = Optional.empty();

  Table(Documents documents, Codec<T> codec, String... root) {
    this.documents = documents;
    this.codec = codec;
    this.root = List.of(root);
  }

  /** What a document says, no older than this node's own writes and {@code maxStaleness}. */
  public Optional<T> get(String... path) {
    return documents.get(key(path), codec::read);
  }

  /**
   * What a document says now; {@link #get} answers it from then on. What was kept until then stays
   * if the store can't be asked, but for what nothing proves any more.
   */
  public Optional<T> reread(String... path) {
    return documents.reread(key(path), codec::read);
  }

  /** A page of all the documents. */
  public Listing<T> list(PageRequest request) {
    return list(range(), request, 1, item -> true);
  }

  /**
   * A page of those whose last segments begin with this text.
   *
   * @param path the segments between the root and the one that begins so
   */
  public Listing<T> listStartingWith(String text, PageRequest request, String... path) {
    String[] parent = under(root, path);
    return list(KeyRange.startingWith(text, parent), request, 1, item -> true);
  }

  /**
   * A page of those that are wanted. It may have fewer than there are, even none, and yet a next
   * page: it costs no more than to read a few thousand.
   */
  public Listing<T> list(PageRequest request, Predicate<T> wanted) {
    return list(range(), request, SIFTED, wanted);
  }

  private KeyRange range() {
    return KeyRange.under(root.toArray(String[]::new));
  }

  private Listing<T> list(KeyRange all, PageRequest request, int atLeast, Predicate<T> wanted) {
    List<T> items = new ArrayList<>();
    KeyRange rest = after(request.marker(), all);
    String marker = request.marker();
    for (int i = 0; i < MOST_PAGES; i++) {
      int missing = request.maxItems() - items.size();
      Page page = documents.list(rest, Math.max(missing, atLeast));
      for (Entry entry : page.entries()) {
        T item = read(Document.of(entry));
        boolean taken = wanted.test(item);
        if (taken && items.size() == request.maxItems()) {
          return new Listing<>(items, marker);
        }
        if (taken) {
          items.add(item);
        }
        marker = marker(entry.key());
        rest = all.after(entry.key());
      }
      if (page.complete()) {
        return new Listing<>(items, "");
      }
      if (items.size() == request.maxItems()) {
        break;
      }
    }
    return new Listing<>(items, marker);
  }

  /** The marker of a page that begins behind the place of this document, be it there or not. */
  public String marker(String... path) {
    return marker(key(path));
  }

  /** The last segment of the key behind whose place the page of a marker begins. */
  public String lastSegment(String marker) {
    List<String> segments = Key.decode(Base64.getUrlDecoder().decode(marker)).segments();
    return segments.get(segments.size() - 1);
  }

  /** The key of a document; the last of its segments are these. */
  Key key(String... path) {
    Key key = bare();
    for (String segment : path) {
      key = key.child(segment);
    }
    return key;
  }

  private Key bare() {
    Optional<Key> known = bare;
    if (known.isEmpty()) {
      known = Optional.of(Key.of(root.toArray(String[]::new)));
      bare = known;
    }
    return known.get();
  }

  private static String[] under(List<String> root, String... path) {
    String[] segments = root.toArray(new String[root.size() + path.length]);
    System.arraycopy(path, 0, segments, root.size(), path.length);
    return segments;
  }

  T read(Document document) {
    return document.read(codec::read);
  }

  Codec<T> codec() {
    return codec;
  }

  /** A marker is a place in the order of keys: the document that stood there may be gone. */
  private static KeyRange after(String marker, KeyRange range) {
    if (marker.isEmpty()) {
      return range;
    }
    try {
      Key last = Key.decode(Base64.getUrlDecoder().decode(marker));
      if (range.contains(last)) {
        return range.after(last);
      }
    } catch (IllegalArgumentException e) {
      // Refused below, with the value.
    }
    throw new InvalidInputException("Marker", marker, "one that the page before gave");
  }

  private static String marker(Key last) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(last.encoded());
  }
}

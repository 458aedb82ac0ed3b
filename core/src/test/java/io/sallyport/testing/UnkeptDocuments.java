package io.sallyport.testing;

import io.sallyport.document.Documents;
import io.sallyport.document.Freshness;
import io.sallyport.storage.IamStore;
import java.time.Clock;
import java.time.Duration;

/** Documents of which nothing is kept, since no proof is ever recent: each is read anew. */
public final class UnkeptDocuments {
  private static final Duration NEVER_CURRENT = Duration.ofSeconds(-1);

  private UnkeptDocuments() {}

  public static Documents of(IamStore store) {
    return new Documents(store, Clock.systemUTC(), NEVER_CURRENT, Freshness.unwatched());
  }
}

package io.sallyport.storage.etcd;

import io.etcd.jetcd.Response;
import io.sallyport.storage.Cursor;
import java.util.Optional;

/** A place in the history of one cluster: what a cursor says. */
record Place(String cluster, long revision) {

  static Place of(Response response) {
    return new Place(
        Long.toHexString(response.getHeader().getClusterId()), response.getHeader().getRevision());
  }

  static Optional<Place> of(Cursor cursor) {
    int colon = cursor.value().lastIndexOf(':');
    if (colon < 0) {
      return Optional.empty();
    }
    try {
      long revision = Long.parseLong(cursor.value().substring(colon + 1));
      return Optional.of(new Place(cursor.value().substring(0, colon), revision));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  Cursor cursor() {
    return new Cursor(cluster + ":" + revision);
  }

  Place at(long other) {
    return new Place(cluster, other);
  }
}

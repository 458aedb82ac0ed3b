package io.sallyport.example.cli;

import java.util.Locale;

/** How answers are printed. */
enum Format {
  /** As radosgw-admin does, with the keys of Ceph's documentation. */
  SEED,
  /** As AWS's command line does. */
  AWS,
  /** For people. */
  TABLE;

  static Format of(String name) {
    for (Format format : values()) {
      if (format.toString().equals(name)) {
        return format;
      }
    }
    throw new Misuse("--format is seed, aws or table, not '" + name + "'");
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}

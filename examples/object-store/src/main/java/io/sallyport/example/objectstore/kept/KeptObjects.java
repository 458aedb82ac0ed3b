package io.sallyport.example.objectstore.kept;

import io.sallyport.example.objectstore.names.EscapedNames;
import io.sallyport.example.objectstore.names.ObjectNames;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;

/**
 * What is kept of objects, each by its label. It is written before the object is, so that it counts
 * from the moment at which the object is there. Thread-safe.
 */
public final class KeptObjects {
  private final Path folder;
  private final Path objects;
  private final KeptBuckets buckets;
  private final Overlaps overlaps = new Overlaps();
  private final Looks looks;

  private KeptObjects(Path folder, Path objects, KeptBuckets buckets) {
    this.folder = folder;
    this.objects = objects;
    this.buckets = buckets;
    this.looks = new Looks(this, buckets);
  }

  /**
   * Opens what a folder keeps; makes it if there is none.
   *
   * @param objects has a folder for each bucket
   * @param buckets what is kept of others is forgotten
   * @throws IOException also if the file system keeps no attributes of its users' files, in which
   *     labels are, or too little of them
   */
  public static KeptObjects open(Path folder, Path objects, KeptBuckets buckets)
      throws IOException {
    if (!Files.getFileStore(objects)
        .supportsFileAttributeView(UserDefinedFileAttributeView.class)) {
      throw new IOException(objects + " is on a file system without extended attributes");
    }
    Path tried = DurableFiles.unfinished(objects);
    try {
      Files.createFile(tried);
      Labels.requireRoom(tried);
      requireSecondName(tried, DurableFiles.unfinished(objects));
    } finally {
      Files.deleteIfExists(tried);
    }
    DurableFiles.makeFolder(folder);
    for (Path bucket : DurableFiles.list(folder)) {
      if (buckets.find(bucket.getFileName().toString()).isEmpty()) {
        DurableFiles.deleteFolder(bucket);
      }
    }
    return new KeptObjects(folder, objects, buckets);
  }

  private static void requireSecondName(Path file, Path other) throws IOException {
    try {
      Files.createLink(other, file);
    } catch (IOException | UnsupportedOperationException e) {
      throw new IOException(file.getParent() + " is on a file system without hard links", e);
    } finally {
      Files.deleteIfExists(other);
    }
  }

  /** Deletes what another process left beside objects when it ended. */
  public void deleteUnfinished() throws IOException {
    DurableFiles.deleteUnfinished(objects);
  }

  /**
   * An object as it is.
   *
   * @param label by which what is kept of it is found
   */
  public record Found(String label, KeptObject object) {}

  /**
   * What is kept of an object; empty if there is no such object.
   *
   * @throws UncheckedIOException if it can't be read, so that nobody knows
   */
  public Optional<Found> find(String bucket, String key) {
    try {
      Path path = path(bucket, key);
      Optional<String> label = Labels.of(path);
      while (label.isPresent()) {
        Optional<KeptObject> known = read(bucket, label.get());
        if (known.isPresent()) {
          return Optional.of(new Found(label.get(), known.get()));
        }
        Optional<String> again = Labels.of(path);
        if (again.equals(label)) {
          throw new IOException("what is kept of " + path + " is gone");
        }
        label = again; // It was written anew.
      }
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The tags of an object; none if there is no such object. Of a plain bucket's, no object is
   * looked at.
   *
   * @throws UncheckedIOException as {@link #find}
   */
  public List<TagPair> tags(String bucket, String key) {
    return isPlain(bucket)
        ? List.of()
        : find(bucket, key).map(found -> found.object().tags()).orElse(List.of());
  }

  /** Whether nothing is kept of any object of a bucket. */
  boolean isPlain(String bucket) {
    return buckets.find(bucket).filter(KeptBucket::plain).isPresent();
  }

  private Optional<KeptObject> read(String bucket, String label) throws IOException {
    Path file = file(bucket, label);
    if (Files.exists(file)) {
      try {
        return Optional.of(Json.read(file, KeptObject.class));
      } catch (NoSuchFileException e) {
        return Optional.empty(); // It has gone just now, with its object.
      }
    }
    return Labels.isGiven(label) && !Labels.isPlain(label)
        ? Optional.empty()
        : buckets.find(bucket).map(kept -> KeptObject.of(kept.account()));
  }

  /** Keeps this of an object that is to be written with the label that is answered. */
  public String keep(String bucket, KeptObject object) throws IOException {
    String label = Labels.fresh();
    write(bucket, label, object);
    return label;
  }

  /**
   * Changes what is kept of an object; of one that has been written anew nothing is changed.
   *
   * @param label as it was {@linkplain #find found}
   */
  public void change(String bucket, String key, String label, UnaryOperator<KeptObject> change)
      throws IOException {
    Optional<FileChannel> file = Labels.open(path(bucket, key));
    if (file.isEmpty()) {
      return;
    }
    try (FileChannel opened = file.get()) {
      if (Labels.isGiven(label) || isKept(bucket, label)) {
        changeKept(bucket, key, label, change);
      } else {
        Optional<String> given = keepFirst(bucket, key, label, change);
        if (given.isPresent()) {
          overlaps.given(bucket, key, given.get());
          removeUnused(bucket, key, given.get()); // Who changed it before heard nothing of it.
        }
      }
      opened.force(true); // Of the label, which another may have given it just now.
    }
  }

  private synchronized void changeKept(
      String bucket, String key, String label, UnaryOperator<KeptObject> change)
      throws IOException {
    Optional<KeptObject> known = read(bucket, label);
    if (known.isPresent() && Labels.of(path(bucket, key)).equals(Optional.of(label))) {
      write(bucket, label, change.apply(known.get()));
    }
  }

  /**
   * Of one that has been given a label since it was found, that is changed.
   *
   * @return the label that it was given now, if it was
   */
  private synchronized Optional<String> keepFirst(
      String bucket, String key, String label, UnaryOperator<KeptObject> change)
      throws IOException {
    Optional<KeptObject> plain = read(bucket, label);
    if (plain.isEmpty()) {
      return Optional.empty();
    }
    String fresh = keep(bucket, change.apply(plain.get()));
    try {
      Optional<String> known =
          Labels.give(path(bucket, key), label, fresh, DurableFiles.unfinished(objects));
      if (known.isPresent() && !known.get().equals(fresh)) {
        changeKept(bucket, key, known.get(), change);
      }
      return known.filter(fresh::equals);
    } finally {
      removeUnused(bucket, key, fresh);
    }
  }

  private void write(String bucket, String label, KeptObject object) throws IOException {
    buckets.mix(bucket);
    DurableFiles.makeFolder(folder.resolve(bucket));
    Json.write(file(bucket, label), object);
  }

  /** Whether anything is kept under a label. */
  boolean isKept(String bucket, String label) {
    return Files.exists(file(bucket, label));
  }

  /** The label of an upload under way; empty if there is none of that id. */
  public Optional<String> ofUpload(String bucket, String id) throws IOException {
    return Labels.of(objects.resolve(bucket).resolve(ObjectNames.ofUpload(id)));
  }

  /** What is kept of an upload under way; empty if there is none of that id. */
  public Optional<KeptObject> upload(String bucket, String id) throws IOException {
    Optional<String> label = ofUpload(bucket, id);
    return label.isPresent() ? read(bucket, label.get()) : Optional.empty();
  }

  /**
   * How an upload was asked to be encrypted, or the object that it became; empty if as all are.
   *
   * @param id of an upload that is under way, or over
   */
  public Optional<String> encryption(String bucket, String key, String id) throws IOException {
    Path upload = path(bucket, ObjectNames.ofUpload(id));
    Optional<String> asked = Labels.encryption(upload);
    return asked.isPresent() || Files.exists(upload) ? asked : Labels.encryption(path(bucket, key));
  }

  /**
   * Forgets what was kept of an object that was then not written, or is gone. One that is written
   * while this is done {@linkplain #isLost is lost}.
   */
  public void removeUnused(String bucket, String key, String label) throws IOException {
    if (isKept(bucket, label)) { // Of most nothing is: they needn't wait.
      removeKept(bucket, key, label);
    }
  }

  private synchronized void removeKept(String bucket, String key, String label) throws IOException {
    if (!Labels.of(path(bucket, key)).equals(Optional.of(label))) {
      DurableFiles.delete(file(bucket, label));
    }
  }

  /** Forgets all objects of a bucket that is gone. */
  public synchronized void removeAll(String bucket) throws IOException {
    DurableFiles.deleteFolder(folder.resolve(bucket));
  }

  /**
   * Whether an object, or an upload under way, that was written with a label is there without it,
   * or what is kept under its label is not.
   *
   * @param noneUnlabelled whether nobody can have written one without a label in its place; asked
   *     of one that has none
   */
  synchronized boolean isLost(String bucket, String name, BooleanSupplier noneUnlabelled)
      throws IOException {
    Path path = path(bucket, name);
    Optional<String> label = Labels.of(path);
    if (label.isEmpty()) {
      return false; // It is gone, which whoever deletes it may do.
    }
    return Labels.isGiven(label.get())
        ? read(bucket, label.get()).isEmpty() && Labels.of(path).equals(label)
        : noneUnlabelled.getAsBoolean();
  }

  /**
   * Whether an object, or an upload under way, that was written with these metadata is there
   * without how it was asked to be encrypted.
   */
  boolean hasLostEncryption(String bucket, String name, Map<String, String> metadata)
      throws IOException {
    Path path = path(bucket, name);
    Optional<String> asked = Optional.ofNullable(metadata.get(Labels.ENCRYPTION));
    return asked.isPresent()
        && !Labels.encryption(path).equals(asked)
        && Labels.of(path).equals(Optional.ofNullable(metadata.get(Labels.METADATA)));
  }

  /** Whether an object, or an upload under way, is there without so many metadata. */
  boolean lacks(String bucket, String name, int metadata) throws IOException {
    Path path = path(bucket, name);
    return !Labels.areWhole(path, metadata) && Files.exists(path);
  }

  /** Begins a change in the bucket that this thread's request was decided on. */
  Writing writing(String bucket) {
    return Writing.begin(buckets, bucket);
  }

  /** Refuses what isn't about the bucket that this thread's request was decided on. */
  void requireDecided(String bucket) {
    buckets.requireDecided(bucket);
  }

  /** Binds what requests do to the objects by which they are decided on. */
  public Looks looks() {
    return looks;
  }

  /** The label of an object; empty if there is none. */
  Optional<String> label(String bucket, String name) {
    try {
      return Labels.of(path(bucket, name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The changes of objects that are under way; to be asked by nobody who has this one's lock. */
  Overlaps overlaps() {
    return overlaps;
  }

  /** Deletes an object or upload that others might read now who may not. */
  void deleteLost(String bucket, String name) throws IOException {
    Files.deleteIfExists(path(bucket, name));
  }

  private Path path(String bucket, String name) {
    return objects
        .resolve(bucket)
        .resolve(ObjectNames.isOfUpload(name) ? name : EscapedNames.file(name));
  }

  private Path file(String bucket, String label) {
    return folder.resolve(bucket).resolve(label + ".json");
  }
}

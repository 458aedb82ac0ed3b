package io.sallyport.example.objectstore.kept;

import io.sallyport.identity.AccountId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.gaul.s3proxy.blobstore.S3Exceptions;

/**
 * The buckets of a folder that serves one process: a file each, and all of them in memory.
 * Thread-safe: changes come one after the other, and one that fails changes nothing.
 */
public final class KeptBuckets {
  private static final String END = ".json";
  private static final int LONGEST = 255 - END.length();

  /** In no bucket's name. */
  private static final String LONG = "=";

  private final Path folder;
  private final SortedMap<String, KeptBucket> buckets = new ConcurrentSkipListMap<>();

  /** How many buckets there had been when each was made. */
  private final Map<String, Long> numbers = new ConcurrentHashMap<>();

  private final AtomicLong made = new AtomicLong();

  /** Whoever writes into a bucket has a share in its lock, and who deletes it the whole. */
  private final Map<String, ReadWriteLock> locks = new ConcurrentHashMap<>();

  /** The names under which something was kept of an object since the start; under the lock. */
  private final Set<String> mixed = new HashSet<>();

  private KeptBuckets(Path folder) {
    this.folder = folder;
  }

  /**
   * Opens what a folder keeps. A bucket of which only the objects' folder is there becomes the
   * empty account's: it was made before this was kept. One of which that isn't there is forgotten:
   * the end of the process came between the two.
   *
   * @param objects has a folder for each bucket
   */
  public static KeptBuckets open(Path folder, Path objects) throws IOException {
    DurableFiles.makeFolder(folder);
    KeptBuckets all = new KeptBuckets(folder);
    for (Path file : DurableFiles.list(folder)) {
      KeptBucket bucket = Json.read(file, KeptBucket.class);
      if (Files.isDirectory(objects.resolve(bucket.name()))) {
        all.buckets.put(bucket.name(), bucket);
      } else {
        DurableFiles.delete(file);
      }
    }
    try (Stream<Path> folders = Files.list(objects)) {
      for (Path each : folders.filter(Files::isDirectory).toList()) {
        String name = each.getFileName().toString();
        if (!all.buckets.containsKey(name)) {
          Instant made = Files.getLastModifiedTime(each).toInstant();
          all.keep(KeptBucket.of(name, AccountId.EMPTY, made));
        }
      }
    }
    return all;
  }

  /** The bucket of this name, if there is one. */
  public Optional<KeptBucket> find(String name) {
    return Optional.ofNullable(buckets.get(name));
  }

  /** Begins a request of this thread, which is decided on by the buckets that are there now. */
  public Decided begin() {
    return Decided.begin(made.get());
  }

  /** Refuses, as S3Proxy's store would, what isn't about the bucket that was decided on. */
  void requireDecided(String name) {
    if (!wasThere(name)) {
      throw Conflict.of("The bucket was made");
    }
    if (find(name).isEmpty()) {
      throw S3Exceptions.noSuchBucket(name, "it was deleted");
    }
  }

  /** The lock of a bucket of this name. */
  ReadWriteLock lock(String name) {
    return locks.computeIfAbsent(name, any -> new ReentrantReadWriteLock());
  }

  /** What must be locked to delete a bucket; whoever writes into it then doesn't let it be. */
  public Lock alone(String name) {
    return lock(name).writeLock();
  }

  /** Whether no bucket of this name was made since this thread's request came. */
  public boolean wasThere(String name) {
    return numbers.getOrDefault(name, 0L) <= Decided.here().made();
  }

  /** All of them, in the order of their names. */
  public List<KeptBucket> all() {
    return List.copyOf(buckets.values());
  }

  /**
   * Keeps a new bucket, unless its name is taken. It is found once it is {@linkplain #show shown};
   * until then nobody else must claim its name.
   *
   * @return the bucket that has the name; empty if it is the new one now
   */
  public synchronized Optional<KeptBucket> claim(KeptBucket bucket) throws IOException {
    Optional<KeptBucket> known = find(bucket.name());
    if (known.isEmpty()) {
      numbers.put(bucket.name(), made.incrementAndGet());
      Json.write(file(bucket.name()), bucket);
    }
    return known;
  }

  /**
   * Has a bucket found that was claimed, and whose folder was made by now. It is plain, unless what
   * is on its way to one that had its name may still come into it.
   */
  public synchronized void show(KeptBucket bucket) throws IOException {
    if (mixed.contains(bucket.name())) {
      buckets.put(bucket.name(), bucket);
    } else {
      keep(bucket.withPlain(true));
    }
  }

  /** Notes that something is kept of an object of a bucket, before it is. */
  synchronized void mix(String name) throws IOException {
    mixed.add(name);
    KeptBucket known = buckets.get(name);
    if (known != null && known.plain()) {
      keep(known.withPlain(false));
    }
  }

  /**
   * Changes a bucket.
   *
   * @param was what was decided on
   * @return whether it was still there: one that was made since by the same name is another
   */
  public synchronized boolean change(KeptBucket was, UnaryOperator<KeptBucket> change)
      throws IOException {
    KeptBucket known = buckets.get(was.name());
    if (known == null || !known.isSameAs(was)) {
      return false;
    }
    keep(change.apply(known));
    return true;
  }

  /** Forgets a bucket, be it shown or only claimed. */
  public synchronized void remove(String name) throws IOException {
    DurableFiles.delete(file(name));
    buckets.remove(name);
  }

  private void keep(KeptBucket bucket) throws IOException {
    Json.write(file(bucket.name()), bucket);
    buckets.put(bucket.name(), bucket);
  }

  /**
   * A name may be as long as a file's, and then leaves no room for more: its digest stands for it.
   */
  private Path file(String name) {
    byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
    return folder.resolve(bytes.length <= LONGEST ? name + END : digest(bytes) + LONG + END);
  }

  private static String digest(byte[] name) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(name));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}

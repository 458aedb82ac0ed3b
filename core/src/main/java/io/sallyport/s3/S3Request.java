package io.sallyport.s3;

import io.sallyport.error.InvalidInputException;
import io.sallyport.error.S3RequestException;
import io.sallyport.policy.source.Printable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What an S3 request asks for. A host carries out {@link Mapped} ones alone, and acts on what it
 * finds here, never on what it parsed itself.
 */
public sealed interface S3Request {

  /**
   * The actions that an operation needs on what it is about, such as {@code s3:GetObject} for
   * {@code HeadObject}: policies know these, and not operations.
   *
   * @param operation in any case
   * @return empty if there is no operation of this name
   */
  static Set<String> actions(String operation) {
    return Operations.ACTIONS.getOrDefault(operation, Set.of());
  }

  /** The name that AWS gives the operation, such as {@code GetObject}. */
  String operation();

  /** The bucket that it is about; empty if the whole service is asked. */
  Optional<String> bucket();

  /** What must be allowed, as far as it is known before the body is. */
  List<Permission> permissions();

  /**
   * A request that may be carried out if all of its permissions are allowed; of a batch, each
   * object if all of its own are. All that a permission or a condition depends on is here, so a
   * host that does what is asked here does what was decided on.
   *
   * @param operation the name that AWS gives it, such as {@code GetObject}
   * @param bucket empty if the whole service is asked
   * @param key empty if a bucket or the service is asked; decoded once
   * @param parameters those of the query that count
   * @param headers those that permissions or conditions depend on, and those that came in the query
   *     of a presigned URL; by name in lower case, each a character for each byte
   * @param source the object that is copied from
   * @param batch the objects of a {@code DeleteObjects}
   * @param location where a new bucket is to be
   * @param tags what an object is to be tagged with: of each key, its values
   * @param permissions all of them must be allowed; there is at least one unless a batch is empty
   * @param ifSourceHasTags what must be allowed too before a host copies the tags of the source,
   *     which S3 does unless told otherwise; whether it has any, only the host knows
   */
  record Mapped(
      String operation,
      Optional<String> bucket,
      Optional<String> key,
      S3Parameters parameters,
      Map<String, String> headers,
      Optional<ObjectVersion> source,
      Optional<ObjectBatch> batch,
      Optional<String> location,
      Map<String, List<String>> tags,
      List<Permission> permissions,
      List<Permission> ifSourceHasTags)
      implements S3Request {
    private static final Set<String> OBJECTS = Set.of("PutObject", "UploadPart");

    public Mapped {
      headers = Map.copyOf(headers);
      tags = tags.isEmpty() ? Map.of() : copy(tags);
      permissions = List.copyOf(permissions);
      ifSourceHasTags = List.copyOf(ifSourceHasTags);
      if (permissions.isEmpty() && batch.isEmpty()) {
        throw new IllegalArgumentException("a request that needs no permission");
      }
    }

    private static Map<String, List<String>> copy(Map<String, List<String>> tags) {
      return tags.entrySet().stream()
          .collect(
              Collectors.toUnmodifiableMap(Map.Entry::getKey, tag -> List.copyOf(tag.getValue())));
    }

    /** Whether its body is an object, or a part of one: all others say what is to be done. */
    public boolean hasObject() {
      return OBJECTS.contains(operation);
    }

    /** The same request for these objects of its batch alone, with their permissions. */
    public Mapped onlyFor(List<DeletedObject> objects) {
      ObjectBatch whole = batch.orElseThrow();
      return new Mapped(
          operation,
          bucket,
          key,
          parameters,
          headers,
          source,
          Optional.of(new ObjectBatch(objects, whole.isQuiet())),
          location,
          tags,
          objects.stream().flatMap(each -> each.permissions().stream()).toList(),
          ifSourceHasTags);
    }

    /** The same request with these headers instead. */
    public Mapped withHeaders(Map<String, String> others) {
      return new Mapped(
          operation,
          bucket,
          key,
          parameters,
          others,
          source,
          batch,
          location,
          tags,
          permissions,
          ifSourceHasTags);
    }

    /** The operation and what it is about; no header, since some hold secrets. */
    @Override
    public String toString() {
      String about = bucket.orElse("") + key.map(name -> "/" + name).orElse("");
      return operation + " " + Printable.of(about) + " " + parameters;
    }
  }

  /**
   * A request that says in its body what permissions it needs. The host reads the body, gives it to
   * {@link #withBody}, and hands the same bytes on; of a batch, {@link ObjectBatch#body()}.
   */
  final class NeedsBody implements S3Request {
    /** The longest body that is looked at, in bytes: a thousand of the longest keys, escaped. */
    public static final int LONGEST_BODY = 2 << 20;

    private final String operation;
    private final Optional<String> bucket;
    private final Set<String> actions;
    private final Function<byte[], S3Request> reader;

    NeedsBody(
        String operation,
        Optional<String> bucket,
        Set<String> actions,
        Function<byte[], S3Request> reader) {
      this.operation = operation;
      this.bucket = bucket;
      this.actions = Set.copyOf(actions);
      this.reader = reader;
    }

    /** Whatever the body says, one of these is needed: who has none need not be heard. */
    public Set<String> actions() {
      return actions;
    }

    @Override
    public String operation() {
      return operation;
    }

    @Override
    public List<Permission> permissions() {
      return List.of();
    }

    @Override
    public Optional<String> bucket() {
      return bucket;
    }

    /**
     * Reads the body, already decoded if it came {@code aws-chunked}.
     *
     * @return a {@link Mapped} or a {@link NotServed}
     * @throws S3RequestException if it is too long or not what the operation takes
     */
    public S3Request withBody(byte[] body) {
      if (body.length > LONGEST_BODY) {
        throw S3RequestException.bodyTooLong(LONGEST_BODY);
      }
      try {
        return reader.apply(body);
      } catch (InvalidInputException e) {
        S3RequestException malformed =
            S3RequestException.malformedXml("what the operation takes: " + e.getMessage());
        malformed.initCause(e);
        throw malformed;
      }
    }
  }

  /**
   * A request that S3 would carry out and no host is asked to: it is not in the table, or the
   * parser was told that the host can't. Who may do it is told so; who may not is denied.
   *
   * @param permissions what must be allowed before the caller is told; none if all may know
   */
  record NotServed(String operation, Optional<String> bucket, List<Permission> permissions)
      implements S3Request {
    public NotServed {
      permissions = List.copyOf(permissions);
    }
  }
}

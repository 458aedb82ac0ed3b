package io.sallyport.s3;

import io.sallyport.error.InvalidInputException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * What an S3 request asks for. A host carries out {@link Mapped} ones alone, and acts on the names
 * found here, never on names that it parsed itself.
 */
public sealed interface S3Request {

  /**
   * A request that may be carried out if all of its permissions are allowed.
   *
   * @param operation the name that AWS gives it, such as {@code GetObject}
   * @param bucket empty if the whole service is asked
   * @param key empty if a bucket or the service is asked; decoded once
   * @param source the object that is copied from
   * @param permissions all of them must be allowed; there is at least one
   * @param ifSourceHasTags what must be allowed too before a host copies the tags of the source,
   *     which S3 does unless told otherwise; whether it has any, only the host knows
   */
  record Mapped(
      String operation,
      Optional<String> bucket,
      Optional<String> key,
      Optional<ObjectVersion> source,
      List<Permission> permissions,
      List<Permission> ifSourceHasTags)
      implements S3Request {
    public Mapped {
      permissions = List.copyOf(permissions);
      ifSourceHasTags = List.copyOf(ifSourceHasTags);
      if (permissions.isEmpty()) {
        throw new IllegalArgumentException("a request that needs no permission");
      }
    }
  }

  /**
   * A request that says in its body what permissions it needs. The host reads the body, gives it to
   * {@link #withBody}, and hands the same bytes on.
   */
  final class NeedsBody implements S3Request {
    /** The longest body that is looked at, in bytes: a thousand of the longest keys, escaped. */
    public static final int LONGEST_BODY = 2 << 20;

    private final String operation;
    private final Set<String> actions;
    private final Function<byte[], Mapped> reader;

    NeedsBody(String operation, Set<String> actions, Function<byte[], Mapped> reader) {
      this.operation = operation;
      this.actions = Set.copyOf(actions);
      this.reader = reader;
    }

    /** Whatever the body says, one of these is needed: who has none need not be heard. */
    public Set<String> actions() {
      return actions;
    }

    /** The name that AWS gives the operation, such as {@code DeleteObjects}. */
    public String operation() {
      return operation;
    }

    /**
     * Reads the body, already decoded if it came {@code aws-chunked}.
     *
     * @throws InvalidInputException if it is too long or not what the operation takes
     */
    public Mapped withBody(byte[] body) {
      if (body.length > LONGEST_BODY) {
        throw new InvalidInputException("Body", "", "at most " + LONGEST_BODY + " bytes long");
      }
      return reader.apply(body);
    }
  }

  /**
   * A request that is no known operation: a method, a subresource or a parameter that is not in the
   * table. It is denied, whatever a policy says.
   *
   * @param why one sentence, for logs
   */
  record Unmapped(String why) implements S3Request {}
}

package io.sallyport.example.objectstore.served;

import io.sallyport.example.objectstore.kept.KeptObjects;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Server-side encryption, as calls ask for it and are told of it. It is the volume's, if the
 * operator says that there is one: what isn't so is refused, for whatever is asked with it.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/serv-side-encryption.html">Protecting
 *     data with server-side encryption</a>
 */
record Encryption(Optional<EncryptedVolume> volume, KeptObjects kept) {
  static final String ALGORITHM = "x-amz-server-side-encryption";
  static final String KEY = ALGORITHM + "-aws-kms-key-id";

  /** With what the names of headers begin that tell how the source of a copy is encrypted. */
  static final String OF_SOURCE = "x-amz-copy-source-server-side-encryption";

  static final String AES256 = "AES256";
  static final String KMS = "aws:kms";

  /** Encrypts twice, and a volume doesn't. */
  private static final String KMS_TWICE = "aws:kms:dsse";

  /** Asks for nothing if it is false. */
  private static final String BUCKET_KEY = ALGORITHM + "-bucket-key-enabled";

  private static final String CUSTOMERS = ALGORITHM + "-customer-";

  private static final Set<String> WRITES =
      Set.of("PutObject", "CopyObject", "CreateMultipartUpload");
  private static final Set<String> OF_UPLOADS =
      Set.of("UploadPart", "UploadPartCopy", "CompleteMultipartUpload");
  private static final Set<String> READS = Set.of("GetObject", "HeadObject");

  /** The headers by which a write may ask. */
  private static final Set<String> TAKEN = Set.of(ALGORITHM, KEY);

  /** For which algorithm a call asks. */
  static Optional<String> asked(Call call) {
    return call.header(ALGORITHM);
  }

  /** Has a call answered that asks for no other encryption than there is, and tells it of that. */
  void answer(Call call, Call.Handler handler) throws IOException, ServletException {
    if (!call.unseen().isEmpty()) {
      require(call);
    }
    if (volume.isEmpty() || !isTold(call.operation())) {
      handler.answer(call);
      return;
    }
    EncryptedAnswer told =
        new EncryptedAnswer(call.response(), volume.get(), known(call, volume.get()));
    handler.answer(call.answeredBy(told));
    told.tell();
  }

  private static boolean isTold(String operation) {
    return READS.contains(operation)
        || WRITES.contains(operation)
        || OF_UPLOADS.contains(operation);
  }

  /** For which algorithm the writer of a call's object asked, as far as that is known before. */
  private Optional<String> known(Call call, EncryptedVolume there) throws IOException {
    return there.key().isPresent() && OF_UPLOADS.contains(call.operation())
        ? kept.encryption(call.bucket(), call.key(), call.parameter("uploadId").orElseThrow())
        : asked(call);
  }

  private void require(Call call) {
    SortedSet<String> headers = headers(call);
    if (headers.isEmpty()) {
      return;
    }
    EncryptedVolume there =
        volume.orElseThrow(
            () -> Refusal.notImplemented("Server-side encryption is not supported."));
    for (String header : headers) {
      if (TAKEN.contains(header) && !WRITES.contains(call.operation())) {
        throw Refusal.invalidArgument(header + " header is not supported for this operation.");
      }
    }
    if (headers.contains(ALGORITHM) && headers.stream().anyMatch(it -> it.startsWith(CUSTOMERS))) {
      throw Refusal.invalidArgument(
          "Server Side Encryption with Customer provided key is incompatible with the encryption"
              + " method specified");
    }
    for (String header : headers) {
      if (!TAKEN.contains(header)) {
        throw Refusal.notImplemented(header + " is not supported.");
      }
    }
    require(there, asked(call).orElse(AES256), call.header(KEY));
  }

  /** What a call asks by, in the order of names. */
  private static SortedSet<String> headers(Call call) {
    SortedSet<String> found = new TreeSet<>();
    for (String name : call.unseen()) {
      if (name.startsWith(ALGORITHM) || name.startsWith(OF_SOURCE)) {
        found.add(name);
      }
    }
    if (WRITES.contains(call.operation())
        && call.header(BUCKET_KEY).filter("false"::equalsIgnoreCase).isPresent()) {
      found.remove(BUCKET_KEY);
    }
    return found;
  }

  private static void require(EncryptedVolume there, String algorithm, Optional<String> key) {
    switch (algorithm) {
      case AES256 -> {
        if (key.isPresent()) {
          throw Refusal.invalidArgument(
              "Server Side Encryption with AWS KMS managed key requires HTTP header "
                  + ALGORITHM
                  + " : "
                  + KMS);
        }
      }
      case KMS -> {
        String known =
            there
                .key()
                .orElseThrow(() -> Refusal.notImplemented("There is no key of any id for " + KMS));
        if (key.isPresent() && !key.get().equals(known)) {
          throw new Refusal(400, "KMS.NotFoundException", "Key '" + key.get() + "' does not exist");
        }
      }
      case KMS_TWICE -> throw Refusal.notImplemented(KMS_TWICE + " is not supported.");
      default -> throw Refusal.invalidArgument("The encryption method specified is not supported");
    }
  }
}

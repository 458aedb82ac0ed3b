package io.sallyport.example.objectstore.served;

import io.sallyport.example.objectstore.kept.KeptObjects;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

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
  static final String AES256 = "AES256";
  static final String KMS = "aws:kms";

  /** Encrypts twice, and a volume doesn't. */
  private static final String KMS_TWICE = "aws:kms:dsse";

  private static final String CUSTOMERS = ALGORITHM + "-customer-";
  private static final String OF_SOURCE = "x-amz-copy-source-server-side-encryption";

  private static final Set<String> WRITES =
      Set.of("PutObject", "CopyObject", "CreateMultipartUpload");
  private static final Set<String> OF_UPLOADS =
      Set.of("UploadPart", "UploadPartCopy", "CompleteMultipartUpload");
  private static final Set<String> READS = Set.of("GetObject", "HeadObject");

  /** For which algorithm a call asks. */
  static Optional<String> asked(Call call) {
    return call.header(ALGORITHM);
  }

  /** Has a call answered that asks for no other encryption than there is, and tells it of that. */
  void answer(Call call, Call.Handler handler) throws IOException, ServletException {
    require(call);
    Optional<EncryptedAnswer> told = told(call);
    handler.answer(told.map(call::answeredBy).orElse(call));
    told.ifPresent(EncryptedAnswer::tell);
  }

  private Optional<EncryptedAnswer> told(Call call) throws IOException {
    String operation = call.operation();
    if (READS.contains(operation)) {
      return Optional.of(new EncryptedAnswer(call.response(), volume, Optional.empty()));
    }
    if (volume.isPresent() && WRITES.contains(operation)) {
      return Optional.of(new EncryptedAnswer(call.response(), volume, asked(call)));
    }
    return volume.isPresent() && OF_UPLOADS.contains(operation)
        ? Optional.of(new EncryptedAnswer(call.response(), volume, ofUpload(call)))
        : Optional.empty();
  }

  private Optional<String> ofUpload(Call call) throws IOException {
    return kept.encryption(call.bucket(), call.key(), call.parameter("uploadId").orElseThrow());
  }

  private void require(Call call) {
    List<String> headers = headers(call);
    if (headers.isEmpty()) {
      return;
    }
    EncryptedVolume there =
        volume.orElseThrow(
            () -> Refusal.notImplemented("Server-side encryption is not supported."));
    if (headers.contains(ALGORITHM) && headers.stream().anyMatch(it -> it.startsWith(CUSTOMERS))) {
      throw Refusal.invalidArgument(
          "Server Side Encryption with Customer provided key is incompatible with the encryption"
              + " method specified");
    }
    for (String header : headers) {
      if (!header.equals(ALGORITHM) && !header.equals(KEY)) {
        throw Refusal.notImplemented(header + " is not supported.");
      }
      if (!WRITES.contains(call.operation())) {
        throw Refusal.invalidArgument(header + " header is not supported for this operation.");
      }
    }
    require(there, asked(call).orElse(AES256), call.header(KEY));
  }

  private static List<String> headers(Call call) {
    List<String> found = new ArrayList<>();
    Enumeration<String> names = call.request().getHeaderNames();
    while (names.hasMoreElements()) {
      String name = names.nextElement().toLowerCase(Locale.ROOT);
      if (name.startsWith(ALGORITHM) || name.startsWith(OF_SOURCE)) {
        found.add(name);
      }
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

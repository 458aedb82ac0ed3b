package io.sallyport.example.objectstore.kept;

import io.sallyport.example.objectstore.names.EscapedNames;
import io.sallyport.example.objectstore.names.ObjectNames;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.blobstore.ForwardingBlobStore;
import org.gaul.s3proxy.blobstore.S3Exceptions;
import org.gaul.s3proxy.blobstore.domain.MultipartUpload;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.CopyObjectResponse;
import software.amazon.awssdk.services.s3.model.CopyObjectResult;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectResponse;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.UploadPartRequest;
import software.amazon.awssdk.services.s3.model.UploadPartResponse;

/**
 * S3Proxy's store, whose objects have {@linkplain Labels labels} if anything is kept of them: a
 * copy has another than what it is of, nobody sees them, and with an object goes what is kept of
 * it. What is done in it is done in the buckets that its {@linkplain Decided request} was decided
 * on: S3Proxy asks for them by name, and first reads a body whose length it isn't told.
 */
public final class LabelledStore extends ForwardingBlobStore {
  /** In the metadata of a copy: that it has those of what it is of, but for the label. */
  public static final String AS_SOURCE = "sallyport-as-source";

  private static final Logger LOG = Logger.getLogger(LabelledStore.class.getName());

  private static final int NOT_MODIFIED = 304;
  private static final int PRECONDITION_FAILED = 412;

  private final BlobStore files;
  private final Path objects;
  private final KeptObjects kept;
  private final Set<String> hidden;
  private final UnfinishedUploads uploads;

  /**
   * Over a store of files.
   *
   * @param objects has a folder for each bucket
   */
  public LabelledStore(BlobStore files, Path objects, KeptObjects kept) {
    this(files, objects, kept, Copies.OWN);
  }

  private LabelledStore(BlobStore files, Path objects, KeptObjects kept, Set<String> hidden) {
    super(files);
    this.files = files;
    this.objects = objects;
    this.kept = kept;
    this.hidden = hidden;
    this.uploads = new UnfinishedUploads(objects);
  }

  /** The same, for who takes from an answer how its object was asked to be encrypted. */
  public LabelledStore showingEncryption() {
    return new LabelledStore(files, objects, kept, Set.of(Labels.METADATA, AS_SOURCE));
  }

  @Override
  public PutObjectResponse putBlob(PutObjectRequest request, InputStream payload) {
    return written(
        request.bucket(),
        request.key(),
        request.metadata(),
        writing -> super.putBlob(request, writing.waitingFor(payload)));
  }

  /**
   * S3Proxy reads what it copies by its name, more than once, so that it may be another object than
   * was decided on, or be of two. Where that counts, what is copied is one that was opened.
   */
  @Override
  public CopyObjectResponse copyBlob(CopyObjectRequest request) {
    if (!Copies.isAsSource(request)
        && !kept.looks().isOf(request.sourceBucket(), request.sourceKey())) {
      return written(
          request.destinationBucket(),
          request.destinationKey(),
          request.metadata(),
          writing -> super.copyBlob(request));
    }
    try (ResponseInputStream<GetObjectResponse> source = source(request)) {
      PutObjectRequest copy = Copies.target(request, source.response());
      PutObjectResponse put =
          written(
              copy.bucket(), copy.key(), copy.metadata(), writing -> super.putBlob(copy, source));
      return CopyObjectResponse.builder()
          .copyObjectResult(CopyObjectResult.builder().eTag(put.eTag()).build())
          .build();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public CompleteMultipartUploadResponse completeMultipartUpload(
      MultipartUpload upload, CompleteMultipartUploadRequest request) {
    requireLabel(upload);
    return within(
        upload.containerName(),
        whole -> {
          CompleteMultipartUploadResponse answer =
              written(
                  upload.containerName(),
                  upload.blobName(),
                  upload.request().metadata(),
                  writing -> super.completeMultipartUpload(upload, request));
          noteUpload(upload);
          return answer;
        });
  }

  /** S3Proxy takes metadata that it can't read for none. */
  private void requireLabel(MultipartUpload upload) {
    Optional<String> known = Optional.ofNullable(upload.request().metadata().get(Labels.METADATA));
    try {
      Optional<String> label = kept.ofUpload(upload.containerName(), upload.id());
      if (label.filter(Labels::isGiven).filter(it -> !known.equals(Optional.of(it))).isPresent()) {
        throw new IOException("the metadata of an upload can't be read");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What is not noted, because its object is gone by now say, is not completed again. */
  private void noteUpload(MultipartUpload upload) {
    Path file =
        objects.resolve(upload.containerName()).resolve(EscapedNames.file(upload.blobName()));
    try {
      Labels.noteUpload(file, upload.id());
    } catch (IOException e) {
      LOG.log(Level.FINE, "an upload can't be completed again", e);
    }
  }

  @Override
  public DeleteObjectResponse removeBlob(DeleteObjectRequest request) {
    return inPlaceOf(
        request.bucket(),
        request.key(),
        true,
        (writing, change) -> {
          kept.looks().require(request.bucket(), request.key());
          return super.removeBlob(request);
        });
  }

  @Override
  public MultipartUpload initiateMultipartUpload(CreateMultipartUploadRequest request) {
    return within(request.bucket(), writing -> super.initiateMultipartUpload(request));
  }

  @Override
  public UploadPartResponse uploadMultipartPart(
      MultipartUpload upload, UploadPartRequest request, InputStream payload) {
    return within(
        upload.containerName(),
        writing -> super.uploadMultipartPart(upload, request, writing.waitingFor(payload)));
  }

  @Override
  public void abortMultipartUpload(MultipartUpload upload) {
    within(
        upload.containerName(),
        writing -> {
          super.abortMultipartUpload(upload);
          return upload;
        });
  }

  /** Does what takes a bucket that is the same from its beginning to its end. */
  private <T> T within(String bucket, Function<Writing, T> change) {
    try (Writing writing = kept.writing(bucket)) {
      return change.apply(writing);
    }
  }

  /** To S3, a bucket with nothing but uploads under way is empty. */
  @Override
  public void deleteBucket(String bucket) {
    try {
      uploads.forget(bucket);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    super.deleteBucket(bucket);
  }

  @Override
  public ListObjectsV2Response list(ListObjectsV2Request request) {
    ListObjectsV2Response found = super.list(request);
    kept.requireDecided(request.bucket());
    return found;
  }

  @Override
  public List<software.amazon.awssdk.services.s3.model.MultipartUpload> listMultipartUploads(
      String bucket) {
    List<software.amazon.awssdk.services.s3.model.MultipartUpload> found =
        super.listMultipartUploads(bucket);
    kept.requireDecided(bucket);
    return found;
  }

  @Override
  public @Nullable HeadObjectResponse blobMetadata(HeadObjectRequest request) {
    HeadObjectResponse response =
        kept.looks()
            .opened(request.bucket(), request.key(), () -> super.blobMetadata(request), head -> {});
    return response == null
            || ObjectNames.isOfUpload(request.key())
            || showsAll(response.metadata())
        ? response
        : response.toBuilder().metadata(shown(response.metadata())).build();
  }

  @Override
  public @Nullable ResponseInputStream<GetObjectResponse> getBlob(GetObjectRequest request) {
    ResponseInputStream<GetObjectResponse> found = opened(request);
    if (found == null || showsAll(found.response().metadata())) {
      return found;
    }
    GetObjectResponse response =
        found.response().toBuilder().metadata(shown(found.response().metadata())).build();
    // What is found ends by itself if nobody reads it.
    return new ResponseInputStream<>(response, AbortableInputStream.create(found), Duration.ZERO);
  }

  private @Nullable ResponseInputStream<GetObjectResponse> opened(GetObjectRequest request) {
    return kept.looks()
        .opened(
            request.bucket(),
            request.key(),
            () -> super.getBlob(request),
            ResponseInputStream::abort);
  }

  private boolean showsAll(Map<String, String> metadata) {
    return Collections.disjoint(metadata.keySet(), hidden);
  }

  private Map<String, String> shown(Map<String, String> metadata) {
    Map<String, String> shown = new HashMap<>(metadata);
    shown.keySet().removeAll(hidden);
    return shown;
  }

  private ResponseInputStream<GetObjectResponse> source(CopyObjectRequest request) {
    GetObjectRequest source = Copies.source(request);
    try {
      ResponseInputStream<GetObjectResponse> opened = opened(source);
      if (opened == null) {
        throw S3Exceptions.noSuchKey(source.bucket(), source.key(), "while it was copied");
      }
      return opened;
    } catch (S3Exception e) {
      throw e.statusCode() == NOT_MODIFIED ? S3Exceptions.fromStatusCode(PRECONDITION_FAILED) : e;
    }
  }

  private <T> T written(
      String bucket, String name, Map<String, String> metadata, Function<Writing, T> write) {
    boolean isLabelled = metadata.containsKey(Labels.METADATA);
    return inPlaceOf(
        bucket,
        name,
        isLabelled,
        (writing, change) -> {
          T answer = write.apply(writing);
          Decided.here().written(bucket, name);
          if (isLabelled) {
            requireKept(bucket, name, () -> isLost(bucket, name, metadata, change), change);
          }
          if (kept.lacks(bucket, name, metadata.size()) && change.isAlone()) {
            throw notAll();
          }
          return answer;
        });
  }

  private boolean isLost(
      String bucket, String name, Map<String, String> metadata, Overlaps.Change change)
      throws IOException {
    return kept.isLost(bucket, name, change::noneUnlabelled)
        || kept.hasLostEncryption(bucket, name, metadata);
  }

  /** Looks at what is there before it asks who else may have written it. */
  private interface Loss {
    boolean isThere() throws IOException;
  }

  /**
   * What was written must have what is kept of it, and how it was asked to be encrypted: S3Proxy
   * goes on when a file system doesn't take all that it keeps with a file, and then others might
   * read what they may not.
   */
  private void requireKept(String bucket, String name, Loss loss, Overlaps.Change change)
      throws IOException {
    if (loss.isThere()) {
      change.hold(() -> deleteLost(bucket, name, loss));
    }
  }

  private static IOException notAll() {
    return new IOException("the file system has not kept all that was written with an object");
  }

  private void deleteLost(String bucket, String name, Loss loss) {
    try {
      if (loss.isThere()) {
        kept.deleteLost(bucket, name);
        throw notAll();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What may put another object, or none, in the place of one. */
  private interface Done<T> {
    T apply(Writing writing, Overlaps.Change change) throws IOException;
  }

  /**
   * Does what may put another object, or none, in the place of one.
   *
   * @param isLabelled whether there is none without a label then because of this
   */
  private <T> T inPlaceOf(String bucket, String name, boolean isLabelled, Done<T> done) {
    try (Writing writing = kept.writing(bucket);
        Overlaps.Change change = kept.overlaps().begin(bucket, name, isLabelled)) {
      Optional<String> old = label(bucket, name);
      try {
        return done.apply(writing, change);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } finally {
        old.ifPresent(label -> forget(bucket, name, label));
        change.given().forEach(label -> forget(bucket, name, label));
      }
    }
  }

  private Optional<String> label(String bucket, String name) {
    try {
      return Labels.of(objects.resolve(bucket).resolve(EscapedNames.file(name)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * What an object has is not forgotten: it may not have been deleted, or be another by now. What
   * an upload had is its object's.
   */
  private void forget(String bucket, String name, String label) {
    if (!ObjectNames.isOfUpload(name)) {
      try {
        kept.removeUnused(bucket, name, label);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}

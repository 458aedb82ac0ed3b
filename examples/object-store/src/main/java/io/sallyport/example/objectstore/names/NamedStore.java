package io.sallyport.example.objectstore.names;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.blobstore.ForwardingBlobStore;
import org.gaul.s3proxy.blobstore.domain.MultipartUpload;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.CopyObjectResponse;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectResponse;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.ObjectCannedACL;
import software.amazon.awssdk.services.s3.model.Part;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Object;
import software.amazon.awssdk.services.s3.model.UploadPartRequest;
import software.amazon.awssdk.services.s3.model.UploadPartResponse;

/**
 * S3Proxy's store of files for any key: what is asked of it by keys it asks of the files that
 * {@link EscapedNames} has for them, and it lists by any delimiter.
 */
public final class NamedStore extends ForwardingBlobStore {

  /** Over a store whose names are paths. */
  public NamedStore(BlobStore files) {
    super(files);
  }

  /** S3Proxy's own names stay what they are. */
  private static String file(String name) {
    return ObjectNames.isOfUpload(name) ? name : EscapedNames.file(name);
  }

  private static MultipartUpload named(MultipartUpload upload) {
    return new MultipartUpload(
        upload.id(),
        upload.request().toBuilder().key(file(upload.blobName())).build(),
        upload.response());
  }

  /** All of a prefix, without pages: S3Proxy too reads the whole folder for each of them. */
  @Override
  public ListObjectsV2Response list(ListObjectsV2Request request) {
    String prefix = Optional.ofNullable(request.prefix()).orElse("");
    ListObjectsV2Request.Builder all = ListObjectsV2Request.builder().bucket(request.bucket());
    boolean isOfFiles = ObjectNames.canList(prefix);
    List<S3Object> found =
        new ArrayList<>(super.list(all.prefix(isOfFiles ? prefix : "").build()).contents());
    if (isOfFiles && !EscapedNames.FOLDER.startsWith(prefix)) {
      found.addAll(super.list(all.prefix(EscapedNames.FOLDER + "/").build()).contents());
    }
    return ListedPage.of(found, request);
  }

  @Override
  public boolean blobExists(String container, String name) {
    return super.blobExists(container, file(name));
  }

  @Override
  public PutObjectResponse putBlob(PutObjectRequest request, InputStream payload) {
    return super.putBlob(request.toBuilder().key(file(request.key())).build(), payload);
  }

  @Override
  public CopyObjectResponse copyBlob(CopyObjectRequest request) {
    return super.copyBlob(
        request.toBuilder()
            .sourceKey(file(request.sourceKey()))
            .destinationKey(file(request.destinationKey()))
            .build());
  }

  @Override
  public @Nullable HeadObjectResponse blobMetadata(HeadObjectRequest request) {
    return super.blobMetadata(request.toBuilder().key(file(request.key())).build());
  }

  @Override
  public @Nullable ResponseInputStream<GetObjectResponse> getBlob(GetObjectRequest request) {
    return super.getBlob(request.toBuilder().key(file(request.key())).build());
  }

  @Override
  public DeleteObjectResponse removeBlob(DeleteObjectRequest request) {
    return super.removeBlob(request.toBuilder().key(file(request.key())).build());
  }

  @Override
  public ObjectCannedACL getBlobAccess(String container, String name) {
    return super.getBlobAccess(container, file(name));
  }

  @Override
  public void setBlobAccess(String container, String name, ObjectCannedACL access) {
    super.setBlobAccess(container, file(name), access);
  }

  @Override
  public MultipartUpload initiateMultipartUpload(CreateMultipartUploadRequest request) {
    MultipartUpload upload =
        super.initiateMultipartUpload(request.toBuilder().key(file(request.key())).build());
    return new MultipartUpload(upload.id(), request, upload.response());
  }

  @Override
  public void abortMultipartUpload(MultipartUpload upload) {
    super.abortMultipartUpload(named(upload));
  }

  @Override
  public CompleteMultipartUploadResponse completeMultipartUpload(
      MultipartUpload upload, CompleteMultipartUploadRequest request) {
    return super.completeMultipartUpload(
        named(upload), request.toBuilder().key(file(upload.blobName())).build());
  }

  @Override
  public UploadPartResponse uploadMultipartPart(
      MultipartUpload upload, UploadPartRequest request, InputStream payload) {
    return super.uploadMultipartPart(named(upload), request, payload);
  }

  @Override
  public List<Part> listMultipartUpload(MultipartUpload upload) {
    return super.listMultipartUpload(named(upload));
  }

  @Override
  public List<software.amazon.awssdk.services.s3.model.MultipartUpload> listMultipartUploads(
      String container) {
    return super.listMultipartUploads(container).stream()
        .map(
            upload ->
                upload.toBuilder().key(EscapedNames.key(upload.key()).orElse(upload.key())).build())
        .toList();
  }
}

package io.sallyport.example.objectstore.kept;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.MetadataDirective;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

/** What is read for a copy, and what is written of that. */
final class Copies {
  /** The metadata that are the store's own. */
  static final Set<String> OWN =
      Set.of(Labels.METADATA, LabelledStore.AS_SOURCE, Labels.ENCRYPTION);

  private Copies() {}

  /** Whether a copy has the metadata of what it is of, but for the store's own. */
  static boolean isAsSource(CopyObjectRequest request) {
    return request.metadata().containsKey(LabelledStore.AS_SOURCE);
  }

  /** The source, on the conditions of the copy. */
  static GetObjectRequest source(CopyObjectRequest request) {
    return GetObjectRequest.builder()
        .bucket(request.sourceBucket())
        .key(request.sourceKey())
        .ifMatch(request.copySourceIfMatch())
        .ifNoneMatch(request.copySourceIfNoneMatch())
        .ifModifiedSince(request.copySourceIfModifiedSince())
        .ifUnmodifiedSince(request.copySourceIfUnmodifiedSince())
        .build();
  }

  /** The copy of a source that was opened. */
  static PutObjectRequest target(CopyObjectRequest request, GetObjectResponse source) {
    PutObjectRequest.Builder copy =
        PutObjectRequest.builder()
            .bucket(request.destinationBucket())
            .key(request.destinationKey())
            .acl(request.acl())
            .contentLength(source.contentLength());
    if (request.metadataDirective() == MetadataDirective.REPLACE && !isAsSource(request)) {
      return copy.metadata(request.metadata())
          .cacheControl(request.cacheControl())
          .contentDisposition(request.contentDisposition())
          .contentEncoding(request.contentEncoding())
          .contentLanguage(request.contentLanguage())
          .contentType(request.contentType())
          .build();
    }
    Map<String, String> metadata = new HashMap<>(source.metadata());
    metadata.keySet().removeAll(OWN);
    for (String own : List.of(Labels.METADATA, Labels.ENCRYPTION)) {
      Optional.ofNullable(request.metadata().get(own)).ifPresent(it -> metadata.put(own, it));
    }
    return copy.metadata(metadata)
        .cacheControl(source.cacheControl())
        .contentDisposition(source.contentDisposition())
        .contentEncoding(source.contentEncoding())
        .contentLanguage(source.contentLanguage())
        .contentType(source.contentType())
        .build();
  }
}

package io.sallyport.s3;

import java.util.List;

/** What a host does with the tags of an object that it copies, unless told by the request. */
enum SourceTags {
  COPIED {
    @Override
    S3Request applyTo(S3Request request) {
      return request;
    }
  },
  NEVER_COPIED {
    @Override
    S3Request applyTo(S3Request request) {
      return request instanceof S3Request.Mapped mapped ? withoutTags(mapped) : request;
    }
  };

  abstract S3Request applyTo(S3Request request);

  private static S3Request.Mapped withoutTags(S3Request.Mapped mapped) {
    return new S3Request.Mapped(
        mapped.operation(),
        mapped.bucket(),
        mapped.key(),
        mapped.source(),
        mapped.permissions(),
        List.of());
  }
}

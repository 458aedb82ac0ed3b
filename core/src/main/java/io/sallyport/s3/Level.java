package io.sallyport.s3;

/** What an operation acts on. */
enum Level {
  SERVICE,
  BUCKET,
  OBJECT
}

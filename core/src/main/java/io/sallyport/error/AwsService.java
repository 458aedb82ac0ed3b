package io.sallyport.error;

/** The services in whose words an error can be told. */
public enum AwsService {
  IAM,
  STS,
  S3
}

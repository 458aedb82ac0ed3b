package io.sallyport.error;

/** A policy document is not one that can be kept; the message names each problem and its place. */
public final class MalformedPolicyDocumentException extends IamException {
  private static final long serialVersionUID = 1L;

  public MalformedPolicyDocumentException(String message) {
    super("MalformedPolicyDocument", 400, message);
  }
}

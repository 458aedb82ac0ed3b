package io.sallyport.error;

/**
 * How an error is told over the wire.
 *
 * @param code such as {@code NoSuchEntity}
 */
public record WireCode(String code, int httpStatus) {}

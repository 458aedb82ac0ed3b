package io.sallyport.sigv4;

/** A request that bears no signature of any kind: its caller is anonymous. */
public record UnsignedRequest(RequestHead head) implements IncomingRequest {}
